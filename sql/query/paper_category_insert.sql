-- The paper is in this category.
INSERT INTO paper_category (category, paper) VALUES (:category, :paper)
