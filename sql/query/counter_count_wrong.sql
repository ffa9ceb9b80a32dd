-- Papers that do not count their finished FAQs.
-- scan-ok: part of the full check.
SELECT (SELECT count(*)
          FROM counter
         WHERE faqs <> (SELECT count(*)
                          FROM faq
                         WHERE faq.paper = counter.paper AND faq.finished IS NOT NULL))
     + (SELECT count(*)
          FROM faq
         WHERE finished IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM counter WHERE counter.paper = faq.paper))
