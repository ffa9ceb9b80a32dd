-- The highest row number given to a day.
SELECT max(id) FROM paper WHERE id BETWEEN :first AND :last
