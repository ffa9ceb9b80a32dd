-- Remembers when arXiv may be asked again.
INSERT INTO pace (id, next_api, next_page, paused_until, failures)
VALUES (1, :next_api, :next_page, :paused_until, :failures)
ON CONFLICT (id) DO UPDATE
   SET next_api = excluded.next_api, next_page = excluded.next_page,
       paused_until = excluded.paused_until, failures = excluded.failures
