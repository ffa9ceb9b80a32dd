-- The sources of an edition, the most believed first.
-- scan-ok: sorts the few parts of each source.
SELECT dialect, part, declared, read_at FROM edition_source
 WHERE edition = :edition
 ORDER BY dialect DESC, part
