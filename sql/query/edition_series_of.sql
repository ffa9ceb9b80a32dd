-- The series of an edition.
SELECT series FROM edition WHERE id = :id
