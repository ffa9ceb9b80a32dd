-- A group that was not known.
INSERT INTO edition_group (edition, name) VALUES (:edition, :name) RETURNING id
