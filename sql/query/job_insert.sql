-- A new job. What an earlier one has paid for is gone on with, as long as the paper has
-- not changed.
INSERT INTO job (paper, language, state, priority, run_at, created, estimate, faq)
SELECT paper.id, :language, 0, :priority, :now, :now, :estimate,
       (SELECT faq.id
          FROM faq
         WHERE faq.paper = paper.id AND faq.language = :language
           AND faq.finished IS NULL AND faq.version IN (0, paper.version))
  FROM paper
 WHERE paper.id = :paper
RETURNING id
