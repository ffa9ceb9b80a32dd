-- The FAQ that is begun and not finished.
SELECT id, version, prompt_hash
  FROM faq
 WHERE paper = :paper AND language = :language AND finished IS NULL
