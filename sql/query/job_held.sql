-- The job that a lease holds.
SELECT paper, language, estimate, answered, faq
  FROM job
 WHERE id = :id AND state = 1 AND lease_token = :token
