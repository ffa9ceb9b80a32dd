-- The editions whose first paper came last.
-- scan-ok: walks an index from its beginning and stops at the limit.
SELECT * FROM edition_record WHERE papers > 0 ORDER BY added_at DESC, id DESC LIMIT :limit
