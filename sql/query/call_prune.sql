-- Forgets calls that were settled before.
DELETE FROM call WHERE settled IS NOT NULL AND settled < :before
