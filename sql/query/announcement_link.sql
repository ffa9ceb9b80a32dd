-- Tells an announcement of its paper.
UPDATE announcement
   SET paper = :paper, stored = :stored
 WHERE category = :category AND day = :day AND section = :section
   AND position = :position AND key = :key
