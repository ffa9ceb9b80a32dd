-- The ids of a paper mean the other one from now on.
UPDATE paper_id SET paper = :into WHERE paper = :paper
