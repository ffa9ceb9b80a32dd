-- The day of a listing was wrong: what other listings say counts.
UPDATE paper
   SET announced = (SELECT min(day) FROM announcement WHERE announcement.key = paper.key)
 WHERE id = :id AND announced = :day
