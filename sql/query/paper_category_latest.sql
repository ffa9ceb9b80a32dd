-- The newest paper of a category.
SELECT max(paper) FROM paper_category WHERE category = :category
