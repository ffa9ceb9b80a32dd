-- Its FAQ is finished.
UPDATE job
   SET state = 2, finished = :now, reason = NULL, lease_token = NULL, lease_until = NULL
 WHERE id = :id AND state = 1 AND lease_token = :token
