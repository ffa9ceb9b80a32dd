-- The rows of some days that lack something.
SELECT day, category, section, announced, stored, source, checked_at
  FROM ledger
 WHERE day BETWEEN :from AND :until AND (announced IS NULL OR stored < announced)
 ORDER BY day DESC, category, section
 LIMIT :limit
