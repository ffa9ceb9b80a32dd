-- Papers of the edition that were told of under this title.
SELECT edition_title.paper
  FROM edition_title CROSS JOIN edition_paper
       ON edition_paper.paper = edition_title.paper
 WHERE edition_title.edition = :edition AND edition_title.title = :title
   AND edition_paper.edition = :edition
 ORDER BY edition_title.paper
 LIMIT :limit
