-- A call goes out that may cost so much.
UPDATE job
   SET estimate = max(estimate, answered + :estimate)
 WHERE id = :id AND state = 1 AND lease_token = :token
