-- The twins of a paper of either branch.
SELECT paper.key, paper.branch, paper.venue, paper.group_name, link.how
  FROM link CROSS JOIN paper ON paper.id = link.venue
 WHERE link.arxiv = :paper
UNION ALL
SELECT paper.key, paper.branch, paper.venue, paper.group_name, link.how
  FROM link CROSS JOIN paper ON paper.id = link.arxiv
 WHERE link.venue = :paper
