-- The papers of a group.
SELECT paper, group_id, position_dialect, position FROM edition_paper
 WHERE edition = :edition AND group_id = :group
