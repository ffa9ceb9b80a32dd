-- These two are one work. How it was told first weighs more.
INSERT INTO link (arxiv, venue, how) VALUES (:arxiv, :venue, :how)
    ON CONFLICT (arxiv, venue) DO UPDATE SET how = excluded.how WHERE excluded.how < how
