-- How many have an id above the first parameter.
SELECT count(*) FROM paper WHERE id > ?1
