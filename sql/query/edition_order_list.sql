-- The groups that the sources of an edition name.
SELECT dialect, part, name, native FROM edition_order
 WHERE edition = :edition
 ORDER BY dialect, part, place
