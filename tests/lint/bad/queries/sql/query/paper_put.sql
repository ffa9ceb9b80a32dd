-- Two at once.
DELETE FROM paper; INSERT INTO paper VALUES (:id)
