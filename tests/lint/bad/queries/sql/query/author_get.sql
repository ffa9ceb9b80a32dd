-- Of a table that is not.
SELECT 1
