-- A worker takes a job: it waits for nothing any more.
UPDATE job
   SET state = 1, lease_token = :token, lease_until = :until, started = :now,
       reason = NULL
 WHERE id = :id AND state = 0
