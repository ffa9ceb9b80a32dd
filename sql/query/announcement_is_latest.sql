-- Is the paper in the latest announcement of one of its categories?
SELECT 1
  FROM announcement
 WHERE key = :key
   AND day = (SELECT max(latest.day)
                FROM announcement AS latest
               WHERE latest.category = announcement.category)
 LIMIT 1
