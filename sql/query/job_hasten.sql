-- It need not wait any longer.
UPDATE job SET run_at = min(run_at, :now) WHERE id = :id AND state = 0
