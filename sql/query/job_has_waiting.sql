-- Do that many wait already?
-- scan-ok: an index that holds only ready jobs, as many of it as may wait.
SELECT 1 FROM job WHERE state = 0 ORDER BY priority, run_at, turn LIMIT 1 OFFSET :count
