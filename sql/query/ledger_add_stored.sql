-- One more of what was announced is stored.
UPDATE ledger
   SET stored = stored + 1
 WHERE day = :day AND category = :category AND section = :section
