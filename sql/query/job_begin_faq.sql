-- The FAQ that a job writes from now on.
UPDATE job
   SET faq = :faq, answered = (SELECT cost FROM faq WHERE faq.id = :faq)
 WHERE id = :id
