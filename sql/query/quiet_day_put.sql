-- A day without an announcement.
INSERT OR IGNORE INTO quiet_day (category, day, seen_at) VALUES (:category, :day, :seen_at)
