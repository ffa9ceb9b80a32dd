-- Is anything wanted at all?
-- scan-ok: looks at the first row.
SELECT 1 FROM wanted LIMIT 1
