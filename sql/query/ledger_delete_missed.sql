-- A day that we missed turned out to be quiet.
DELETE FROM ledger WHERE category = :category AND day = :day AND announced IS NULL
