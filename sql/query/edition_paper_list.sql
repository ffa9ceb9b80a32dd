-- The papers of an edition.
SELECT paper, group_id, position_dialect, position FROM edition_paper
 WHERE edition = :edition
