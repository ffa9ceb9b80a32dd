-- How far a walk over the papers has come; no row: it was never begun.
SELECT row, docs FROM place WHERE name = :name
