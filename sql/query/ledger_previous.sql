-- The last day before another on which a category was announced.
SELECT day
  FROM ledger
 WHERE category = :category AND day < :before AND announced IS NOT NULL
 ORDER BY day DESC
 LIMIT 1
