-- Papers with exactly this DOI.
SELECT id FROM paper WHERE doi = :doi COLLATE NOCASE LIMIT 10
