-- Forgets FAQs that were begun and that no job will go on with.
-- scan-ok: an index that holds only what is not finished.
DELETE FROM faq
 WHERE finished IS NULL AND created < :before
   AND NOT EXISTS (SELECT 1 FROM job WHERE job.faq = faq.id)
