-- What a job's place in the queue depends on.
SELECT priority, run_at FROM job WHERE id = :id AND state = 0
