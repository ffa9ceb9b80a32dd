-- Somebody with a better priority wants it too: it stands behind those who asked there
-- before.
UPDATE job
   SET priority = :priority, run_at = max(run_at, :now),
       turn = (SELECT max(turn) + 1 FROM job)
 WHERE id = :id
