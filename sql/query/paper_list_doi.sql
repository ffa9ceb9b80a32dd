-- Papers with exactly this DOI.
SELECT id FROM paper WHERE doi = :doi COLLATE NOCASE AND same_as IS NULL LIMIT 10
