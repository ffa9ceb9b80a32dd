-- Put back without counting as a try.
UPDATE job
   SET state = 0, run_at = :run_at, snoozes = snoozes + 1, reason = :reason,
       lease_token = NULL, lease_until = NULL
 WHERE id = :id AND state = 1 AND lease_token = :token
