-- Forgets what was fetched before.
DELETE FROM full_text WHERE fetched < :before
