-- A call of the job was paid for.
UPDATE job SET spent = spent + :cost WHERE id = :id
