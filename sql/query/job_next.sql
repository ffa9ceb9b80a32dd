-- When the next job of that priority is due.
SELECT min(run_at) FROM job WHERE state = 0 AND priority = :priority
