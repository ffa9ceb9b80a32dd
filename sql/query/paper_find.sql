-- Is there a paper with this key, and is it more than a line of a listing page?
SELECT id, provisional FROM paper WHERE key = :key
