-- The groups that a part of a source names, in its order.
SELECT name, native FROM edition_order
 WHERE edition = :edition AND dialect = :dialect AND part = :part
 ORDER BY place
