-- Papers that stand in another edition or group than they say, or have ids that are keys.
-- scan-ok: part of the full check.
SELECT (SELECT count(*)
          FROM edition_paper
               CROSS JOIN paper ON paper.id = edition_paper.paper
               CROSS JOIN edition ON edition.id = edition_paper.edition
               LEFT JOIN edition_group ON edition_group.id = edition_paper.group_id
               LEFT JOIN edition_group AS own ON own.id = edition_paper.own_group
               LEFT JOIN edition_group AS tier ON tier.id = edition_paper.tier_group
         WHERE paper.branch <> 1
            OR paper.venue <> edition.name COLLATE NOCASE
            OR paper.group_name IS NOT edition_group.name COLLATE NOCASE
            OR (edition_paper.group_id IS NOT NULL
                AND edition_group.edition IS NOT edition.id)
            OR (edition_paper.own_group IS NOT NULL AND own.edition IS NOT edition.id)
            OR (edition_paper.tier_group IS NOT NULL AND tier.edition IS NOT edition.id))
     + (SELECT count(*)
          FROM paper_id CROSS JOIN paper ON paper.key = paper_id.key
         WHERE paper.same_as IS NULL)
     + (SELECT count(*)
          FROM edition_paper CROSS JOIN paper ON paper.id = edition_paper.paper
         WHERE paper.same_as IS NOT NULL)
