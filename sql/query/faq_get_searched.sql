-- The FAQ of a paper and language that readers see and search finds.
SELECT id
  FROM faq
 WHERE paper = :paper AND language = :language AND finished IS NOT NULL
 ORDER BY version DESC, finished DESC, id DESC
 LIMIT 1
