-- Asked for again, with more weight: due at once.
UPDATE wanted
   SET reason = :reason, next_at = :now, asked_at = :now, unknown = 0
 WHERE key = :key
