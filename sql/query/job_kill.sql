-- No further try can help.
UPDATE job
   SET state = 3, finished = :now, reason = :reason,
       lease_token = NULL, lease_until = NULL
 WHERE id = :id AND state = 1 AND lease_token = :token
