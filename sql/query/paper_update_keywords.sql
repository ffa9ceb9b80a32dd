-- Other words are telling now.
UPDATE paper SET keywords = :keywords WHERE id = :id
