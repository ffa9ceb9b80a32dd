-- The third schema: search over everything, and the harvests that bring everything.

-- Harvests by OAI-PMH, a row each, with all that it takes to go on after a stop at any
-- moment. Days before window_from are done; `token` asks for the next page of the window
-- at work, NULL for its first one. `revision` rises with each page, so that two that are
-- at the same row notice. finished_at is the first time that it came to its end: it may
-- have been given more days since.
CREATE TABLE harvest (
    id INTEGER PRIMARY KEY,
    kind INTEGER NOT NULL CHECK (kind >= 0),
    name TEXT NOT NULL, -- of the set; '' is everything
    revision INTEGER NOT NULL CHECK (revision > 0),
    from_day INTEGER NOT NULL,
    until_day INTEGER NOT NULL,
    window_from INTEGER NOT NULL CHECK (window_from >= from_day),
    window_until INTEGER NOT NULL,
    phase INTEGER NOT NULL CHECK (phase >= 0),
    token TEXT CHECK (token <> ''),
    pages INTEGER NOT NULL CHECK (pages >= 0),
    barren INTEGER NOT NULL,
    read INTEGER NOT NULL CHECK (read >= 0),
    added INTEGER NOT NULL CHECK (added >= 0),
    changed INTEGER NOT NULL CHECK (changed >= 0),
    unchanged INTEGER NOT NULL CHECK (unchanged >= 0),
    skipped INTEGER NOT NULL CHECK (skipped >= 0),
    duplicate INTEGER NOT NULL CHECK (duplicate >= 0),
    started_at INTEGER NOT NULL,
    finished_at INTEGER,
    UNIQUE (kind, name),
    CHECK (read = added + changed + unchanged + skipped + duplicate)
) STRICT;

-- What the window at work has brought so far; emptied with the window.
CREATE TABLE harvest_seen (
    harvest INTEGER NOT NULL REFERENCES harvest,
    key TEXT NOT NULL CHECK (key <> ''),
    PRIMARY KEY (harvest, key)
) STRICT, WITHOUT ROWID;
