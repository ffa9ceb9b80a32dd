-- Forgets who asked on days before.
DELETE FROM visitor WHERE day < :day
