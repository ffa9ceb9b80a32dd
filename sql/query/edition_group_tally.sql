-- How many papers each group has, and how many none has.
SELECT edition_paper.group_id, edition_group.name, count(*)
  FROM edition_paper
       LEFT JOIN edition_group ON edition_group.id = edition_paper.group_id
 WHERE edition_paper.edition = :edition
 GROUP BY edition_paper.group_id
