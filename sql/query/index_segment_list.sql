-- The live segments of the index.
-- scan-ok: a few dozen.
SELECT id, docs, bytes, newest, oldest FROM index_segment ORDER BY id
