-- The job that is ready or running for a paper.
SELECT job_record.*
  FROM paper CROSS JOIN job CROSS JOIN job_record
 WHERE paper.key = :key AND job.paper = paper.id AND job.language = :language
   AND job.state IN (0, 1) AND job_record.id = job.id
