-- Where a paper stands, and who has told what of it.
SELECT edition.id, edition.name, edition_paper.position, edition_paper.position_dialect,
       own.name, tier.name, edition_paper.key_dialect, edition_paper.told,
       edition_paper.arxiv
  FROM edition_paper CROSS JOIN edition ON edition.id = edition_paper.edition
       LEFT JOIN edition_group AS own ON own.id = edition_paper.own_group
       LEFT JOIN edition_group AS tier ON tier.id = edition_paper.tier_group
 WHERE edition_paper.paper = :paper
