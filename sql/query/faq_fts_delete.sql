-- The answers of this FAQ, which can be found, can be found no longer.
INSERT INTO faq_fts (faq_fts, rowid, answer)
SELECT 'delete', faq * 16 + number, markdown FROM answer WHERE faq = :faq
