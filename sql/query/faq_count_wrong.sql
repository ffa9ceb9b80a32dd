-- Finished FAQs that lack an answer, or do not count what their answers cost.
-- scan-ok: part of the full check.
SELECT count(*)
  FROM faq
 WHERE finished IS NOT NULL
   AND (question_count, cost) <> (SELECT count(*), coalesce(sum(cost), 0)
                                    FROM answer
                                   WHERE answer.faq = faq.id)
