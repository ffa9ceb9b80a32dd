-- How far a harvester has come by now.
INSERT INTO venue_source (name, url, etag, last_modified, cursor, from_day, checked_at,
                          changed_at, failed_at, problem)
VALUES (:name, :url, :etag, :last_modified, :cursor, :from_day, :checked_at, :changed_at,
        :failed_at, :problem)
ON CONFLICT (name, url) DO UPDATE
   SET etag = excluded.etag, last_modified = excluded.last_modified,
       cursor = excluded.cursor, from_day = excluded.from_day,
       checked_at = excluded.checked_at, changed_at = excluded.changed_at,
       failed_at = excluded.failed_at, problem = excluded.problem
