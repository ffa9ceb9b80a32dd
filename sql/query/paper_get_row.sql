-- The paper with this row number.
SELECT * FROM paper_record WHERE id = :id
