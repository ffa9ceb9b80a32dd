-- Rows of the ledger that do not count what is stored.
-- scan-ok: part of the full check.
SELECT count(*)
  FROM ledger
 WHERE stored <> (SELECT count(*)
                    FROM announcement
                   WHERE announcement.category = ledger.category
                     AND announcement.day = ledger.day
                     AND announcement.section = ledger.section
                     AND announcement.stored = 1)
