-- How a job stands, and for which paper it is.
SELECT state, paper, language FROM job WHERE id = :id
