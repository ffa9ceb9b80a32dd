-- The FAQ is whole.
UPDATE faq
   SET finished = :now
 WHERE id = :id AND finished IS NULL
   AND question_count = (SELECT count(*) FROM answer WHERE answer.faq = faq.id)
