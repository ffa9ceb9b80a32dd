-- Has anybody ever asked for a FAQ of this paper?
SELECT 1 FROM faq WHERE paper = :paper AND finished IS NOT NULL
UNION ALL
SELECT 1 FROM faq WHERE paper = :paper AND finished IS NULL
UNION ALL
SELECT 1 FROM job WHERE paper = :paper
