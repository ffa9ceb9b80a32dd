-- The edition of this name, in any case.
SELECT id, name FROM edition WHERE name = :name
