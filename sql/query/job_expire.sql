-- What a worker has not been heard of for too long is ready again, in its old place.
UPDATE job
   SET state = 0, run_at = min(run_at, :now), snoozes = snoozes + 1,
       reason = :reason, lease_token = NULL, lease_until = NULL
 WHERE state = 1 AND lease_until <= :now
