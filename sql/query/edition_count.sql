-- How many editions have papers, and how many papers these are.
-- scan-ok: a row an edition, for the status page.
SELECT count(*), coalesce(sum(papers), 0) FROM edition WHERE papers > 0
