-- Is this id announced somewhere and not stored?
SELECT 1 FROM announcement WHERE key = :key AND stored = 0 LIMIT 1
