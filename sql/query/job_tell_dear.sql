-- Due jobs that cost more than any day or month allows say so.
-- scan-ok: an index that holds only ready jobs, when one of them does not say it yet.
UPDATE job
   SET reason = :reason
 WHERE state = 0 AND run_at <= :now AND max(estimate - answered, 0) > :most
   AND reason IS NOT :reason
