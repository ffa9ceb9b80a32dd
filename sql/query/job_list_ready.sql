-- Jobs that wait, in the order in which they are taken.
-- scan-ok: walks the index of what is ready, and stops at the limit.
SELECT * FROM job_record WHERE state = 0 ORDER BY priority, run_at, id LIMIT :limit
