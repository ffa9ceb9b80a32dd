-- How many days were announced, the first and the last of them.
-- scan-ok: a few rows a day, for the status page.
SELECT count(DISTINCT day), min(day), max(day) FROM ledger WHERE announced IS NOT NULL
