-- How many lines were announced in all.
-- scan-ok: counts entries of the smallest index, for the status page.
SELECT count(*) FROM announcement
