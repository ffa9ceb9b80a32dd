-- Clicks on a paper, or on the one that it has become; a sum is never negative.
INSERT INTO counter (paper, pdf, faq, faqs)
SELECT coalesce(same_as, id), max(:pdf, 0), max(:faq, 0), 0 FROM paper WHERE key = :key
ON CONFLICT (paper) DO UPDATE
   SET pdf = max(pdf + :pdf, 0), faq = max(faq + :faq, 0)
