-- Is there a finished FAQ?
SELECT 1
  FROM faq
 WHERE paper = :paper AND language = :language AND finished IS NOT NULL
 LIMIT 1
