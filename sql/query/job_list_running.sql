-- Jobs under way, the oldest first.
-- scan-ok: a few, and an index that holds only these.
SELECT job_record.*
  FROM job CROSS JOIN job_record ON job_record.id = job.id
 WHERE job.state = 1
 ORDER BY job.started, job.id
 LIMIT :limit
