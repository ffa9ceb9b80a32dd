-- The next papers of a walk from the newest to the oldest.
SELECT id FROM paper WHERE id < :below AND same_as IS NULL ORDER BY id DESC LIMIT :limit
