-- Papers whose PDF or FAQ was opened, and how often.
-- scan-ok: a row for each paper that was clicked on.
SELECT paper, pdf + faq FROM counter WHERE pdf + faq > 0 ORDER BY paper
