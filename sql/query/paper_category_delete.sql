-- The paper is no longer in this category.
DELETE FROM paper_category WHERE category = :category AND paper = :paper
