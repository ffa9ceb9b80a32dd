-- The last dead job of a paper, if no FAQ was finished since.
SELECT job_record.*
  FROM paper CROSS JOIN job CROSS JOIN job_record
 WHERE paper.key = :key AND job.paper = paper.id AND job.language = :language
   AND job.state = 3 AND job_record.id = job.id
   AND NOT EXISTS (SELECT 1
                     FROM faq
                    WHERE faq.paper = paper.id AND faq.language = :language
                      AND faq.finished >= job.finished)
 ORDER BY job.finished DESC, job.id DESC
 LIMIT 1
