-- Is there a paper with this key, and in which branch?
SELECT id, key, branch FROM paper WHERE key = :key
