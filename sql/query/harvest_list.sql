-- Every harvest that there has been.
-- scan-ok: a handful of rows.
SELECT id, kind, name, revision, from_day, until_day, window_from, window_until, phase,
       token, pages, barren, read, added, changed, unchanged, skipped, duplicate,
       started_at, finished_at
  FROM harvest ORDER BY kind, name
