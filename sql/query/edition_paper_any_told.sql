-- Has any source told of a twin?
SELECT 1 FROM edition_paper WHERE arxiv > '' LIMIT 1
