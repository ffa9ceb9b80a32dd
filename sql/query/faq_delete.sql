-- What another prompt or an older text gave is forgotten.
DELETE FROM faq WHERE id = :id AND finished IS NULL
