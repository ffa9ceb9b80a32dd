-- It is here.
DELETE FROM wanted WHERE key = :key
