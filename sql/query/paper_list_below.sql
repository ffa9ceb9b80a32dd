-- The next papers of a walk from the newest to the oldest.
SELECT id FROM paper WHERE id < :below ORDER BY id DESC LIMIT :limit
