-- All tokens.
-- scan-ok: a handful.
SELECT name, role, created FROM token ORDER BY name
