-- How many groups the edition's papers have had, up to a limit.
-- scan-ok: at most as many entries of an index as the limit says.
SELECT count(*) FROM (SELECT 1 FROM edition_group WHERE edition = :edition LIMIT :limit)
