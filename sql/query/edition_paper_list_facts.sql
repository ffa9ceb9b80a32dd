-- What the papers of an edition are counted by.
SELECT coalesce(paper.authors, ''), coalesce(paper.subjects, ''), paper.keywords,
       coalesce(paper.code_url, '') <> '', coalesce(paper.pdf_url, '') <> '',
       EXISTS (SELECT 1 FROM link WHERE link.venue = paper.id)
  FROM edition_paper CROSS JOIN paper ON paper.id = edition_paper.paper
 WHERE edition_paper.edition = :edition
