-- The newest paper of a category before a row number.
SELECT max(paper) FROM paper_category WHERE category = :category AND paper < :before
