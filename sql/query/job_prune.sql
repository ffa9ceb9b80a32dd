-- Forgets jobs that ended before.
DELETE FROM job
 WHERE (state IN (2, 4) AND finished IS NOT NULL AND finished < :before)
    OR (state = 3 AND finished IS NOT NULL AND finished < :dead_before)
