-- The words of a paper.
INSERT INTO paper_fts (rowid, title, authors, abstract)
VALUES (:id, :title, :authors, :abstract)
