-- How many calls are under way.
-- scan-ok: an index that holds only these.
SELECT count(*) FROM call WHERE settled IS NULL
