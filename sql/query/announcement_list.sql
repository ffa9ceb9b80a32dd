-- A day of a category as it was announced.
SELECT section, position, key, paper, stored
  FROM announcement
 WHERE category = :category AND day = :day
 ORDER BY section, position
