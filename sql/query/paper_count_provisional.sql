-- How many papers only a listing page has told of.
-- scan-ok: an index that holds only these.
SELECT count(*) FROM paper WHERE provisional = 1
