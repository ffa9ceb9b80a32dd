-- The last finished FAQ of that version.
SELECT faq_record.*
  FROM paper CROSS JOIN faq CROSS JOIN faq_record
 WHERE paper.key = :key AND faq.paper = paper.id AND faq.language = :language
   AND faq.finished IS NOT NULL AND faq.version = :version AND faq_record.id = faq.id
 ORDER BY faq.finished DESC, faq.id DESC
 LIMIT 1
