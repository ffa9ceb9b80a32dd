-- A worker takes a job.
UPDATE job
   SET state = 1, lease_token = :token, lease_until = :until, started = :now
 WHERE id = :id AND state = 0
