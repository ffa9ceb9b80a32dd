-- A new job.
INSERT INTO job (paper, language, state, priority, run_at, turn, created, estimate)
VALUES (:paper, :language, 0, :priority, :now,
        (SELECT coalesce(max(turn), 0) + 1 FROM job), :now, :estimate)
RETURNING id
