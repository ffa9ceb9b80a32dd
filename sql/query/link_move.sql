-- The twins of a paper are the other one's.
UPDATE OR IGNORE link SET venue = :into WHERE venue = :paper
