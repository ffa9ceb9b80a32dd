-- The next papers whose twins are to be looked for.
-- scan-ok: walks the queue from its beginning and stops at the limit.
SELECT id, paper FROM link_todo ORDER BY id LIMIT :limit
