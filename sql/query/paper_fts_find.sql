-- Papers with these words, newest first.
-- scan-ok: FTS5 walks its own index and stops at the limit.
SELECT rowid FROM paper_fts WHERE paper_fts MATCH :words ORDER BY rowid DESC LIMIT :limit
