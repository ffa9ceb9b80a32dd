-- Calls that nobody has settled.
-- scan-ok: an index that holds only these.
SELECT id, job, provider, model, estimate, opened
  FROM call
 WHERE settled IS NULL
