-- The sums of the days from one on, the newest first.
SELECT day, provider, model, calls, tokens_in, tokens_cached, tokens_out, cost,
       estimated > 0
  FROM spend
 WHERE day >= :first
 ORDER BY day DESC, provider DESC, model DESC
