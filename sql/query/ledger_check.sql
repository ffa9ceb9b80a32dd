-- Looked again, and found nothing new.
UPDATE ledger SET checked_at = :checked_at WHERE category = :category AND day = :day
