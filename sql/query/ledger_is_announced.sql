-- Was there an announcement on this day in a category?
SELECT 1
  FROM ledger
 WHERE category = :category AND day = :day AND announced IS NOT NULL
 LIMIT 1
