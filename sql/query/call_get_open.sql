-- A call under way.
SELECT job, provider, model FROM call WHERE id = :id AND settled IS NULL
