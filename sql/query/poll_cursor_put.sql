-- Remembers where a source stands.
INSERT INTO poll_cursor (name, etag, last_modified, batch, day, checked_at, changed_at,
                         failed_at, problem)
VALUES (:name, :etag, :last_modified, :batch, :day, :checked_at, :changed_at, :failed_at,
        :problem)
ON CONFLICT (name) DO UPDATE
   SET etag = excluded.etag, last_modified = excluded.last_modified,
       batch = excluded.batch, day = excluded.day, checked_at = excluded.checked_at,
       changed_at = excluded.changed_at, failed_at = excluded.failed_at,
       problem = excluded.problem
