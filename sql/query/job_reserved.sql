-- What running jobs may still cost, and calls under way of jobs that were taken away.
-- scan-ok: indexes that hold only these.
SELECT (SELECT coalesce(sum(max(estimate - answered, 0)), 0) FROM job WHERE state = 1)
     + (SELECT coalesce(sum(call.estimate), 0)
          FROM call LEFT JOIN job ON job.id = call.job
         WHERE call.settled IS NULL AND job.lease_token IS NOT call.lease_token)
