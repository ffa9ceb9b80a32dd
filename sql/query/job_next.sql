-- When the next job of that priority is due that is not yet.
SELECT min(run_at) FROM job WHERE state = 0 AND priority = :priority AND run_at > :now
