-- Where a paper is announced and not stored.
SELECT category, day, section, position, paper
  FROM announcement
 WHERE key = :key AND stored = 0
