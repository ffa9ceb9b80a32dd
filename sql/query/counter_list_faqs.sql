-- Papers that have a finished FAQ.
-- scan-ok: a row for each paper that was clicked on or has a FAQ.
SELECT paper, faqs FROM counter WHERE faqs > 0 ORDER BY paper
