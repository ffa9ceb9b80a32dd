-- A harvest goes on from where it was read; nothing changes where somebody else has
-- gone on with it meanwhile.
UPDATE harvest
   SET revision = revision + 1, from_day = :from_day, until_day = :until_day,
       window_from = :window_from, window_until = :window_until, phase = :phase,
       token = :token, pages = :pages, barren = :barren, read = :read, added = :added,
       changed = :changed, unchanged = :unchanged, skipped = :skipped,
       duplicate = :duplicate, started_at = :started_at, finished_at = :finished_at
 WHERE kind = :kind AND name = :name AND revision = :revision
