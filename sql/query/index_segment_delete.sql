-- A segment leaves the index, with what was told of its documents.
DELETE FROM index_segment WHERE id = :id
