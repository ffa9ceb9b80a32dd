-- What a part of a source has said before.
SELECT declared FROM edition_source
 WHERE edition = :edition AND dialect = :dialect AND part = :part
