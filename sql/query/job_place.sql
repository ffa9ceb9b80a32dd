-- What a job's place in the queue depends on.
SELECT priority, run_at, turn FROM job WHERE id = :id AND state = 0
