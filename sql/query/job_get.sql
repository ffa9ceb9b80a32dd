-- A job.
SELECT * FROM job_record WHERE id = :id
