-- What is remembered of all sources.
-- scan-ok: two rows a watched category.
SELECT name, etag, last_modified, batch, day, checked_at, changed_at, failed_at, problem
  FROM poll_cursor
 ORDER BY name
