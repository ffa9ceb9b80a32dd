-- How many papers the edition is said to have.
UPDATE edition SET declared = :declared WHERE id = :edition AND declared IS NOT :declared
