-- Somebody with a better priority wants it too.
UPDATE job SET priority = :priority WHERE id = :id
