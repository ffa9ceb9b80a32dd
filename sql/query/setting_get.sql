-- What an operator has set.
SELECT value FROM setting WHERE name = :name
