-- What twins are told by, but the abstract, of all papers.
-- scan-ok: asked for when so many papers came that a walk over all of them is shorter.
SELECT branch, key, title, authors, abstract IS NOT NULL, published, announced, doi, venue
  FROM paper WHERE same_as IS NULL
