-- The rows of a paper's twins.
SELECT venue FROM link WHERE arxiv = :paper
UNION ALL
SELECT arxiv FROM link WHERE venue = :paper
