-- What is announced and not stored in one row of the ledger.
SELECT key
  FROM announcement INDEXED BY announcement_missing
 WHERE category = :category AND day = :day AND section = :section AND stored = 0
 ORDER BY position
