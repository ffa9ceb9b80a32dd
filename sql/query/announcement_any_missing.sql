-- Is anything that was announced not stored?
-- scan-ok: looks at the first entry of an index that holds only these.
SELECT 1 FROM announcement INDEXED BY announcement_missing WHERE stored = 0 LIMIT 1
