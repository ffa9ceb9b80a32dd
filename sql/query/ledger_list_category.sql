-- The ledger of a category on some days.
SELECT day, category, section, announced, stored, source, checked_at
  FROM ledger
 WHERE category = :category AND day BETWEEN :from AND :until
 ORDER BY day DESC, section
 LIMIT :limit
