-- The papers of a category with row numbers of one day.
SELECT paper.id, paper.key
  FROM paper_category CROSS JOIN paper ON paper.id = paper_category.paper
 WHERE paper_category.category = :category
   AND paper_category.paper BETWEEN :first AND :last
