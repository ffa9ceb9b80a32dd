-- Clicks on a paper; a sum is never negative.
INSERT INTO counter (paper, pdf, faq, faqs)
SELECT id, max(:pdf, 0), max(:faq, 0), 0 FROM paper WHERE key = :key
ON CONFLICT (paper) DO UPDATE
   SET pdf = max(pdf + :pdf, 0), faq = max(faq + :faq, 0)
