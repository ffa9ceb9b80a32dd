-- How many papers there are.
-- scan-ok: counts entries of the smallest index, for the status page.
SELECT (SELECT count(*) FROM paper)
     - (SELECT count(*) FROM paper WHERE same_as IS NOT NULL)
