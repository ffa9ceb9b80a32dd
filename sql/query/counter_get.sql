-- The clicks on a paper.
SELECT coalesce(counter.pdf, 0), coalesce(counter.faq, 0)
  FROM paper LEFT JOIN counter ON counter.paper = paper.id
 WHERE paper.key = :key
