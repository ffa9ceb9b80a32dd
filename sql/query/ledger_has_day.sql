-- Does the ledger know this day of a category, be it as missed?
SELECT 1 FROM ledger WHERE category = :category AND day = :day LIMIT 1
