-- The answers of a FAQ.
SELECT number, question, markdown, html, model, truncated, tokens_in, tokens_cached,
       tokens_out, cost, estimated, written
  FROM answer
 WHERE faq = :faq
 ORDER BY number
