-- The first day after another on which a category was announced.
SELECT day
  FROM ledger
 WHERE category = :category AND day > :after AND announced IS NOT NULL
 ORDER BY day
 LIMIT 1
