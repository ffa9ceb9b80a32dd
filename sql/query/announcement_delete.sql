-- A line that turned out not to be announced, or that moved.
DELETE FROM announcement
 WHERE category = :category AND day = :day AND section = :section
   AND position = :position AND key = :key
