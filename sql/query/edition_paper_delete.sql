-- The paper stands in no edition any more.
DELETE FROM edition_paper WHERE paper = :paper
