-- One row of the ledger as it is now.
INSERT INTO ledger (day, category, section, announced, stored, source, checked_at)
VALUES (:day, :category, :section, :announced, :stored, :source, :checked_at)
ON CONFLICT (day, category, section) DO UPDATE
   SET announced = excluded.announced, stored = excluded.stored,
       source = excluded.source, checked_at = excluded.checked_at
