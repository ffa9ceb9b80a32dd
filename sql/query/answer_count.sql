-- How many answers a FAQ has.
SELECT count(*) FROM answer WHERE faq = :faq
