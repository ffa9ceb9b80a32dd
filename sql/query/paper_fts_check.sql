-- Compares the index with the papers; fails where they differ.
INSERT INTO paper_fts (paper_fts, rank) VALUES ('integrity-check', 1)
