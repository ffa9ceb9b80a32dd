-- The window is done.
DELETE FROM harvest_seen WHERE harvest = :harvest
