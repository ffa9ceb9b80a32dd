-- Its worker is alive.
UPDATE job
   SET lease_until = :until
 WHERE id = :id AND state = 1 AND lease_token = :token
