-- Compares the words of the answers with the answers; fails where they differ.
INSERT INTO faq_fts (faq_fts, rank) VALUES ('integrity-check', 1)
