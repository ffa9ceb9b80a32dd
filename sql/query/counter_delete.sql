-- The paper has no clicks any more.
DELETE FROM counter WHERE paper = :paper
