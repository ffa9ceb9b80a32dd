-- What ran is ready again, in its old place.
-- scan-ok: an index that holds only running jobs.
UPDATE job
   SET state = 0, run_at = min(run_at, :now), lease_token = NULL, lease_until = NULL
 WHERE state = 1
