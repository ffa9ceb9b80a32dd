-- A paper; the text ';' is no end of a statement.
SELECT ';' FROM paper WHERE id = :id;
