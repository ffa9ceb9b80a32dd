-- A source has told of the edition; a count that it leaves out stays.
INSERT INTO edition_source (edition, dialect, part, declared, read_at)
VALUES (:edition, :dialect, :part, :declared, :read_at)
ON CONFLICT (edition, dialect, part) DO UPDATE
   SET declared = coalesce(excluded.declared, declared), read_at = excluded.read_at
