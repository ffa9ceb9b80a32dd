-- The papers that a source has told to be twins of this arXiv paper.
SELECT paper FROM edition_paper WHERE arxiv = :arxiv
