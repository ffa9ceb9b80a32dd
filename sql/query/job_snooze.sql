-- Put back without counting as a try; due at once, it has its old place.
UPDATE job
   SET state = 0, run_at = max(run_at, :run_at), snoozes = snoozes + 1,
       reason = :reason, lease_token = NULL, lease_until = NULL
 WHERE id = :id AND state = 1 AND lease_token = :token
