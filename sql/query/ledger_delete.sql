-- A section in which nothing was announced after all.
DELETE FROM ledger WHERE day = :day AND category = :category AND section = :section
