-- How far a harvester has come with one address.
SELECT name, url, etag, last_modified, cursor, from_day, checked_at, changed_at, failed_at,
       problem
  FROM venue_source
 WHERE name = :name AND url = :url
