-- Announcements whose paper does not exist, or is another one, or is stored and not marked.
-- scan-ok: part of the full check.
SELECT count(*)
  FROM announcement LEFT JOIN paper ON paper.key = announcement.key
 WHERE announcement.paper IS NOT paper.id
    OR announcement.stored IS NOT (paper.id IS NOT NULL AND paper.provisional = 0)
