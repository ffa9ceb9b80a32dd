-- The ledger of some days.
SELECT day, category, section, announced, stored, source, checked_at
  FROM ledger
 WHERE day BETWEEN :from AND :until
 ORDER BY day DESC, category, section
 LIMIT :limit
