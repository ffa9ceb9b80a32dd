-- A segment joins the index.
INSERT INTO index_segment (id, docs, bytes, newest, oldest)
VALUES (:id, :docs, :bytes, :newest, :oldest)
