-- A try failed; the last one ends the job.
UPDATE job
   SET attempt = attempt + 1, reason = :reason, lease_token = NULL, lease_until = NULL,
       state = iif(attempt + 1 < :attempts_max, 0, 3),
       run_at = iif(attempt + 1 < :attempts_max, :run_at, run_at),
       finished = iif(attempt + 1 < :attempts_max, NULL, :now)
 WHERE id = :id AND state = 1 AND lease_token = :token
RETURNING state
