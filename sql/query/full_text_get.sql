-- The text of a version of a paper.
SELECT source, notice, cut, fetched, size, packed
  FROM full_text
 WHERE paper = (SELECT id FROM paper WHERE key = :key) AND version = :version
