-- Remembers when a host may be asked again.
INSERT INTO host_pace (host, next_at, paused_until, failures)
VALUES (:host, :next_at, :paused_until, :failures)
ON CONFLICT (host) DO UPDATE
   SET next_at = excluded.next_at, paused_until = excluded.paused_until,
       failures = excluded.failures
