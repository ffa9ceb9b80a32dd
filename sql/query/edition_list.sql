-- Editions that have papers, by series, newest year first.
-- scan-ok: a row an edition, in the order of an index.
SELECT * FROM edition_record WHERE papers > 0 ORDER BY series, year DESC
