-- The document stands elsewhere as it is now.
INSERT INTO index_dead (segment, doc) VALUES (:segment, :doc)
