-- A series' editions that have papers, newest year first.
SELECT * FROM edition_record
 WHERE papers > 0 AND series = :series COLLATE NOCASE
 ORDER BY year DESC
