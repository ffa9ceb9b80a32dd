-- How far a walk over the papers has come; no row: it is done.
SELECT row FROM place WHERE name = :name
