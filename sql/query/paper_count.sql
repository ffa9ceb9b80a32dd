-- How many papers there are.
-- scan-ok: counts entries of the smallest index, for the status page.
SELECT count(*) FROM paper
