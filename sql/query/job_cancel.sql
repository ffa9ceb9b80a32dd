-- Taken away from its worker, if it has one.
UPDATE job
   SET state = 4, finished = :now, reason = :reason,
       lease_token = NULL, lease_until = NULL
 WHERE id = :id AND state IN (0, 1)
