-- A harvest begins.
INSERT INTO harvest (kind, name, revision, from_day, until_day, window_from,
                     window_until, phase, token, pages, barren, read, added, changed,
                     unchanged, skipped, duplicate, started_at, finished_at)
VALUES (:kind, :name, 1, :from_day, :until_day, :window_from, :window_until, :phase,
        :token, :pages, :barren, :read, :added, :changed, :unchanged, :skipped,
        :duplicate, :started_at, :finished_at)
