-- Upstream did not have it: later, under this reason, or never unless asked for again.
UPDATE wanted
   SET reason = :reason, tries = tries + 1, next_at = :next_at, unknown = :unknown
 WHERE key = :key
