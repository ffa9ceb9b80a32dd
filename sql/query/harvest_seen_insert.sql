-- The window has brought this paper; nothing changes where it had before.
INSERT INTO harvest_seen (harvest, key) VALUES (:harvest, :key) ON CONFLICT DO NOTHING
