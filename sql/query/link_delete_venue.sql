-- The paper has no twins any more.
DELETE FROM link WHERE venue = :paper
