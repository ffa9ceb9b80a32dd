-- A FAQ.
SELECT * FROM faq_record WHERE id = :id
