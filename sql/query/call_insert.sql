-- A call to a model that goes out.
INSERT INTO call (job, lease_token, provider, model, number, estimate, opened)
VALUES (:job, :token, :provider, :model, :number, :estimate, :now)
RETURNING id
