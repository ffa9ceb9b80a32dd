-- Sums that are less than the calls that are still known.
-- scan-ok: part of the full check.
SELECT count(*)
  FROM (SELECT day, provider, model, count(*) AS calls, sum(cost) AS cost
          FROM call
         WHERE settled IS NOT NULL
         GROUP BY day, provider, model) AS known
 WHERE NOT EXISTS (SELECT 1
                     FROM spend
                    WHERE spend.day = known.day AND spend.provider = known.provider
                      AND spend.model = known.model AND spend.calls >= known.calls
                      AND spend.cost >= known.cost)
