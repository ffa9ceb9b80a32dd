-- Has the window brought this paper?
SELECT 1 FROM harvest_seen WHERE harvest = :harvest AND key = :key
