-- Jobs that wait, in the order in which they are taken.
-- scan-ok: walks the index of what is ready, and stops at the limit.
SELECT job_record.*
  FROM job INDEXED BY job_pick CROSS JOIN job_record ON job_record.id = job.id
 WHERE job.state = 0
 ORDER BY job.priority, job.run_at, job.turn
 LIMIT :limit
