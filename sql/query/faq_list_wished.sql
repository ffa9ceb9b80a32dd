-- Papers that many have clicked on, without FAQ and job; the most wanted first.
SELECT paper.key
  FROM counter CROSS JOIN paper ON paper.id = counter.paper
 WHERE counter.faq >= :clicks AND counter.faq > 0
   AND paper.provisional = 0 AND paper.withdrawn = 0
   AND NOT EXISTS (SELECT 1
                     FROM faq
                    WHERE faq.paper = paper.id AND faq.language = :language
                      AND faq.finished IS NOT NULL)
   AND NOT EXISTS (SELECT 1
                     FROM job
                    WHERE job.paper = paper.id AND job.language = :language)
 ORDER BY counter.faq DESC
 LIMIT :limit
