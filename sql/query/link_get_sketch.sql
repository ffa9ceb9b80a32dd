-- What twins are told by, but the abstract.
SELECT branch, key, title, authors, abstract IS NOT NULL, published, announced, doi, venue
  FROM paper WHERE id = :id AND same_as IS NULL
