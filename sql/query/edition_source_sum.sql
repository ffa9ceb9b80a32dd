-- How many papers the source declares that declares most, its parts together.
SELECT max(total)
  FROM (SELECT sum(declared) AS total
          FROM edition_source
         WHERE edition = :edition
         GROUP BY dialect)
