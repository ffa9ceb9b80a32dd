-- How far all harvesters have come.
-- scan-ok: a row for each address of the configuration.
SELECT name, url, etag, last_modified, cursor, from_day, checked_at, changed_at, failed_at,
       problem
  FROM venue_source
 ORDER BY name, url
