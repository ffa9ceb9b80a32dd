-- Is the paper in this category?
SELECT 1 FROM paper_category WHERE category = :category AND paper = :paper
