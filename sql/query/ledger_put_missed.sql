-- A weekday on which nobody looked: nothing is known of it.
INSERT INTO ledger (day, category, section, announced, stored, source, checked_at)
VALUES (:day, :category, :section, NULL, 0, :source, :checked_at)
