-- A paper's links that the program has found itself.
SELECT arxiv, venue FROM link WHERE arxiv = :paper AND how <> :told
UNION ALL
SELECT arxiv, venue FROM link WHERE venue = :paper AND how <> :told
