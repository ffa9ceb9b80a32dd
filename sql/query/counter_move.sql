-- The clicks on a paper count for the other one.
INSERT INTO counter (paper, pdf, faq, faqs)
SELECT :into, pdf, faq, 0 FROM counter WHERE paper = :paper
ON CONFLICT (paper) DO UPDATE SET pdf = pdf + excluded.pdf, faq = faq + excluded.faq
