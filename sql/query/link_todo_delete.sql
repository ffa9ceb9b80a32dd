-- These have been looked at.
DELETE FROM link_todo WHERE id <= :place
