-- The job of that priority that is due for the longest time and costs no more.
SELECT id, max(estimate - answered, 0)
  FROM job
 WHERE state = 0 AND priority = :priority AND run_at <= :now
   AND max(estimate - answered, 0) <= :room
 ORDER BY run_at, id
 LIMIT 1
