-- Editions that do not count their papers.
-- scan-ok: part of the full check.
SELECT count(*)
  FROM edition
 WHERE papers <> (SELECT count(*) FROM edition_paper WHERE edition = edition.id)
    OR abstracts <> (SELECT count(paper.abstract)
                       FROM edition_paper
                            CROSS JOIN paper ON paper.id = edition_paper.paper
                      WHERE edition_paper.edition = edition.id)
