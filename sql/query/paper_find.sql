-- Is there a paper with this key, which may have become another one, and is it more than
-- a line of a listing page?
SELECT coalesce(same_as, id), provisional FROM paper WHERE key = :key
