-- A whole day of a category.
DELETE FROM ledger WHERE category = :category AND day = :day
