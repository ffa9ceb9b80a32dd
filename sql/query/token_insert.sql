-- A token, unless name or hash is known.
INSERT INTO token (name, role, hash, created) VALUES (:name, :role, :hash, :now)
ON CONFLICT DO NOTHING
