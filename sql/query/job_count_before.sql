-- How many ready jobs stand before that place.
SELECT count(*)
  FROM job
 WHERE state = 0 AND (priority, run_at, turn) < (:priority, :run_at, :turn)
