-- Jobs that ended so, the newest first.
SELECT *
  FROM job_record
 WHERE state = :state AND finished IS NOT NULL
 ORDER BY finished DESC, id DESC
 LIMIT :limit
