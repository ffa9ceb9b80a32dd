-- A group in its source's order.
INSERT INTO edition_order (edition, dialect, part, place, name, native)
VALUES (:edition, :dialect, :part, :place, :name, :native)
