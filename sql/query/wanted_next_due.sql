-- When the next one under a reason is due.
SELECT min(next_at) FROM wanted WHERE unknown = 0 AND reason = :reason
