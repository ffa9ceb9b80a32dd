-- The ledger of one day of a category.
SELECT section, announced, stored, source, checked_at
  FROM ledger
 WHERE category = :category AND day = :day
 ORDER BY section
