-- An id to ask for at once.
INSERT INTO wanted (key, reason, tries, next_at, asked_at, unknown)
VALUES (:key, :reason, 0, :now, :now, 0)
