-- The oldest paper of a category from a row number on.
SELECT min(paper) FROM paper_category WHERE category = :category AND paper >= :from
