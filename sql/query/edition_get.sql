-- The edition of this name, in any case.
SELECT * FROM edition_record WHERE name = :name
