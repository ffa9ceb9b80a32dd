-- What is due under one reason.
SELECT key, reason, tries, next_at, asked_at, unknown
  FROM wanted
 WHERE unknown = 0 AND reason = :reason AND next_at <= :now
 ORDER BY next_at
 LIMIT :limit
