-- The group of this name, in any case.
SELECT id, name FROM edition_group WHERE edition = :edition AND name = :name
