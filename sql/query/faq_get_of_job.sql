-- The FAQ that a job has begun.
SELECT faq_record.*
  FROM job CROSS JOIN faq_record ON faq_record.id = job.faq
 WHERE job.id = :job AND faq_record.finished IS NULL
