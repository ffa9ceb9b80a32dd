-- The walk has come so far.
INSERT INTO place (name, row, docs) VALUES (:name, :row, :docs)
ON CONFLICT (name) DO UPDATE SET row = excluded.row, docs = excluded.docs
