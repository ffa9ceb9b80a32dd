-- A call has come back.
UPDATE call
   SET settled = :now, day = :day, model = :model, tokens_in = :tokens_in,
       tokens_cached = :tokens_cached, tokens_out = :tokens_out, cost = :cost,
       estimated = :estimated, outcome = :outcome
 WHERE id = :id AND settled IS NULL
