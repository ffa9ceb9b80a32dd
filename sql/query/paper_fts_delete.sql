-- Forgets the words of a paper; they must be exactly those that were put in.
INSERT INTO paper_fts (paper_fts, rowid, title, authors, abstract)
VALUES ('delete', :id, :title, :authors, :abstract)
