-- The rows of a category on some days that lack something.
SELECT day, category, section, announced, stored, source, checked_at
  FROM ledger
 WHERE category = :category AND day BETWEEN :from AND :until
   AND (announced IS NULL OR stored < announced)
 ORDER BY day DESC, section
 LIMIT :limit
