-- All finished FAQs of a paper.
-- scan-ok: sorts the few of one paper.
SELECT faq_record.*
  FROM paper CROSS JOIN faq CROSS JOIN faq_record
 WHERE paper.key = :key AND faq.paper = paper.id AND faq.finished IS NOT NULL
   AND faq_record.id = faq.id
 ORDER BY faq.version DESC, faq.finished DESC, faq.id DESC
