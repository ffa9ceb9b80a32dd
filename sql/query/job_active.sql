-- The ready or running job of a paper in a language.
SELECT id, state, priority
  FROM job
 WHERE paper = :paper AND language = :language AND state IN (0, 1)
