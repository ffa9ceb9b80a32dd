-- The paper with this key.
SELECT * FROM paper_record WHERE key = :key
