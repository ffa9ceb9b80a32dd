-- The token is void from now on.
DELETE FROM token WHERE name = :name
