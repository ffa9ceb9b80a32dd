-- Is this id wanted, and how far is it?
SELECT key, reason, tries, next_at, asked_at, unknown FROM wanted WHERE key = :key
