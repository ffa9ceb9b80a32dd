-- One harvest, by its kind and set.
SELECT id, kind, name, revision, from_day, until_day, window_from, window_until, phase,
       token, pages, barren, read, added, changed, unchanged, skipped, duplicate,
       started_at, finished_at
  FROM harvest WHERE kind = :kind AND name = :name
