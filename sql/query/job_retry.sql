-- Ready at once, with all its tries.
UPDATE job
   SET state = 0, run_at = :now, attempt = 0, snoozes = 0, finished = NULL, reason = NULL
 WHERE id = :id
