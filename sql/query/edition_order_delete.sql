-- The source names its groups otherwise by now.
DELETE FROM edition_order WHERE edition = :edition AND dialect = :dialect AND part = :part
