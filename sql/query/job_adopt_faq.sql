-- What was begun and paid for is gone on with, as long as the paper has not changed.
UPDATE job
   SET faq = (SELECT faq_begun.id
                FROM faq_begun
               WHERE faq_begun.paper = job.paper AND faq_begun.language = job.language),
       answered = coalesce((SELECT faq_begun.cost
                              FROM faq_begun
                             WHERE faq_begun.paper = job.paper
                               AND faq_begun.language = job.language), 0)
 WHERE id = :id
