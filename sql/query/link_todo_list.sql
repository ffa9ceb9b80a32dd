-- The next papers whose twins are to be looked for.
SELECT id, paper FROM link_todo ORDER BY id LIMIT :limit
