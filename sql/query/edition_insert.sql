-- An edition that was not known.
INSERT INTO edition (name, series, year) VALUES (:name, :series, :year) RETURNING id
