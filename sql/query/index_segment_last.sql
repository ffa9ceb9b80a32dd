-- The highest number that a segment of the index ever had.
-- scan-ok: a row for each of a few tables.
SELECT seq FROM sqlite_sequence WHERE name = 'index_segment'
