-- Jobs of that priority that are due, the longest waiting first: what each may cost, and
-- whether a reader was told already that no budget will ever allow it.
SELECT id, max(estimate - answered, 0), reason IS :reason
  FROM job
 WHERE state = 0 AND priority = :priority AND run_at <= :now
 ORDER BY run_at, turn
