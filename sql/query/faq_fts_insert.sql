-- The answers of this FAQ can be found.
INSERT INTO faq_fts (rowid, answer)
SELECT faq * 16 + number, markdown FROM answer WHERE faq = :faq
