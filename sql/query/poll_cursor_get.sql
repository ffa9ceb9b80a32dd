-- What is remembered of a source.
SELECT name, etag, last_modified, batch, day, checked_at, changed_at, failed_at, problem
  FROM poll_cursor
 WHERE name = :name
