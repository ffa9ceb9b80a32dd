-- A paper has one more finished FAQ.
INSERT INTO counter (paper, pdf, faq, faqs) VALUES (:paper, 0, 0, 1)
ON CONFLICT (paper) DO UPDATE SET faqs = faqs + 1
