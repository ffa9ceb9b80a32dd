-- A better estimate.
UPDATE job
   SET estimate = :estimate
 WHERE id = :id AND state = 1 AND lease_token = :token
