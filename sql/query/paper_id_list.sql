-- Other keys of a paper.
SELECT key, dialect FROM paper_id WHERE paper = :paper ORDER BY key LIMIT :limit
