-- How many papers each group has, and how many none has.
-- scan-ok: the tally has a row a group
SELECT tally.group_id, edition_group.name, tally.papers
  FROM (SELECT group_id, count(*) AS papers
          FROM edition_paper
         WHERE edition = :edition
         GROUP BY group_id) AS tally
       LEFT JOIN edition_group ON edition_group.id = tally.group_id
