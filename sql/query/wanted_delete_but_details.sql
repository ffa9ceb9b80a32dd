-- It is here, but those that are wanted for this reason still are.
DELETE FROM wanted WHERE key = :key AND reason <> :kept
