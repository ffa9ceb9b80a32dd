-- Papers of a category's latest announcement of new papers without FAQ and job.
SELECT paper.key
  FROM announcement CROSS JOIN paper ON paper.id = announcement.paper
 WHERE announcement.category = :category
   AND announcement.day = (SELECT max(latest.day)
                             FROM announcement AS latest
                            WHERE latest.category = :category AND latest.section <= 1)
   AND announcement.section <= 1 AND announcement.stored = 1 AND paper.withdrawn = 0
   AND NOT EXISTS (SELECT 1
                     FROM faq
                    WHERE faq.paper = paper.id AND faq.language = :language
                      AND faq.finished IS NOT NULL)
   AND NOT EXISTS (SELECT 1
                     FROM job
                    WHERE job.paper = paper.id AND job.language = :language)
 ORDER BY announcement.section, announcement.position
 LIMIT :limit
