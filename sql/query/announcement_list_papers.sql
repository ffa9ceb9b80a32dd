-- A day of a category, as far as there is something to show.
SELECT section, paper, key, stored
  FROM announcement
 WHERE category = :category AND day = :day AND paper IS NOT NULL
 ORDER BY section, position
