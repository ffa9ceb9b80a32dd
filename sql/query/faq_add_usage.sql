-- What one more answer adds to the whole.
UPDATE faq
   SET models = :models, truncated = max(truncated, :truncated),
       tokens_in = tokens_in + :tokens_in,
       tokens_cached = tokens_cached + :tokens_cached,
       tokens_out = tokens_out + :tokens_out, cost = cost + :cost,
       estimated = max(estimated, :estimated)
 WHERE id = :id AND finished IS NULL
