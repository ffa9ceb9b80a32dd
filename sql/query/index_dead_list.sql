-- The documents of a segment that stand elsewhere as they are now.
SELECT doc FROM index_dead WHERE segment = :segment ORDER BY doc
