-- The walk has come so far.
INSERT INTO place (name, row) VALUES (:name, :row)
ON CONFLICT (name) DO UPDATE SET row = excluded.row
