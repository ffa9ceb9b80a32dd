-- How many ids wait to be asked for.
-- scan-ok: an index that holds only these.
SELECT count(*) FROM wanted WHERE unknown = 0
