-- A new job.
INSERT INTO job (paper, language, state, priority, run_at, created, estimate)
VALUES (:paper, :language, 0, :priority, :now, :now, :estimate)
RETURNING id
