-- The paper that an id means: its own key or another one.
SELECT id, key FROM paper WHERE key = :key AND branch = :branch AND same_as IS NULL
UNION ALL
SELECT paper.id, paper.key
  FROM paper_id CROSS JOIN paper ON paper.id = paper_id.paper
 WHERE paper_id.key = :key
