-- Whose token is it?
SELECT name, role, created FROM token WHERE hash = :hash
