-- The paper that a key or another id means, and its branch.
SELECT id, key, branch FROM paper WHERE key = :key AND same_as IS NULL
UNION ALL
SELECT paper.id, paper.key, paper.branch
  FROM paper_id CROSS JOIN paper ON paper.id = paper_id.paper
 WHERE paper_id.key = :key
