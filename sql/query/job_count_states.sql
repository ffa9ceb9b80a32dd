-- How many jobs there are in each state.
-- scan-ok: indexes alone, for the queue's page.
SELECT 0, count(*) FROM job INDEXED BY job_pick WHERE state = 0
UNION ALL
SELECT 1, count(*) FROM job INDEXED BY job_lease WHERE state = 1
UNION ALL
SELECT state, count(*) FROM job WHERE finished IS NOT NULL GROUP BY state
