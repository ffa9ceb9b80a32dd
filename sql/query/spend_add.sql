-- A settled call adds to the sums of its day.
INSERT INTO spend (day, provider, model, calls, tokens_in, tokens_cached, tokens_out,
                   cost, estimated)
VALUES (:day, :provider, :model, 1, :tokens_in, :tokens_cached, :tokens_out, :cost,
        :estimated)
ON CONFLICT (day, provider, model) DO UPDATE
   SET calls = calls + 1, tokens_in = tokens_in + excluded.tokens_in,
       tokens_cached = tokens_cached + excluded.tokens_cached,
       tokens_out = tokens_out + excluded.tokens_out, cost = cost + excluded.cost,
       estimated = estimated + excluded.estimated
