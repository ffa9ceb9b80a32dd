-- The walk is done.
DELETE FROM place WHERE name = :name
