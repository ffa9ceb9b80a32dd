-- The source says something else by now.
DELETE FROM link WHERE arxiv = :arxiv AND venue = :venue AND how = :told
