-- This key, too, means the paper.
INSERT INTO paper_id (key, paper, dialect) VALUES (:key, :paper, :dialect)
