-- Without a verb.
SELECT id FROM paper
