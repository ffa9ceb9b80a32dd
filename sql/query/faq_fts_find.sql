-- Answers with these words: their FAQ and number, the best first.
-- scan-ok: FTS5 walks its own index.
SELECT faq_fts.rowid / 16, faq_fts.rowid % 16, faq.paper, faq.language
  FROM faq_fts CROSS JOIN faq ON faq.id = faq_fts.rowid / 16
 WHERE faq_fts MATCH :words
 ORDER BY faq_fts.rank
 LIMIT :limit
