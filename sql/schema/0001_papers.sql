-- The first schema: papers, what was announced, the ledger, what the fetcher remembers.
--
-- Times are seconds since 1970 UTC, days are days since 1970, absent is NULL. A section, a
-- branch, a source and a reason are the numbers of the program's enums: a number keeps its
-- meaning for ever. Lists of names are one text, a name a line; lists of codes one text
-- with spaces.
PRAGMA application_id = 1885758820; -- "pfed"

-- The row number is day << 20 | n, so newest first needs no sort, here and in the index.
CREATE TABLE paper (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    branch INTEGER NOT NULL CHECK (branch >= 0),
    key TEXT NOT NULL UNIQUE CHECK (key <> ''),
    version INTEGER NOT NULL CHECK (version >= 0),
    provisional INTEGER NOT NULL CHECK (provisional IN (0, 1)),
    withdrawn INTEGER NOT NULL CHECK (withdrawn IN (0, 1)),
    published INTEGER,
    updated INTEGER,
    announced INTEGER,
    primary_category TEXT,
    categories TEXT NOT NULL,
    title TEXT NOT NULL CHECK (title <> ''),
    authors TEXT,
    comment TEXT,
    journal_ref TEXT,
    doi TEXT,
    license TEXT,
    pdf_url TEXT,
    page_url TEXT,
    code_url TEXT,
    keywords TEXT NOT NULL,
    abstract TEXT
) STRICT;
CREATE INDEX paper_provisional ON paper (id) WHERE provisional = 1;

-- The one order in which a paper's columns are read.
CREATE VIEW paper_record AS
SELECT id, branch, key, version, title, abstract, authors, categories, primary_category,
       published, updated, announced, comment, journal_ref, doi, license, pdf_url,
       page_url, code_url, keywords, withdrawn, provisional
  FROM paper;

-- The text of an older version, kept when a newer one arrives.
CREATE TABLE paper_version (
    paper INTEGER NOT NULL REFERENCES paper,
    version INTEGER NOT NULL CHECK (version > 0),
    updated INTEGER,
    title TEXT NOT NULL,
    authors TEXT,
    comment TEXT,
    abstract TEXT,
    PRIMARY KEY (paper, version)
) STRICT;

CREATE TABLE paper_category (
    category TEXT NOT NULL CHECK (category <> ''),
    paper INTEGER NOT NULL REFERENCES paper,
    PRIMARY KEY (category, paper)
) STRICT, WITHOUT ROWID;

-- Written by the program in the same transaction as the paper: no triggers.
CREATE VIRTUAL TABLE paper_fts USING fts5 (
    title, authors, abstract,
    content = 'paper', content_rowid = 'id',
    tokenize = 'porter unicode61 remove_diacritics 2', prefix = '2 3 4'
);
-- Words are gathered in memory up to 16 MB before they are written out.
INSERT INTO paper_fts (paper_fts, rank) VALUES ('hashsize', 16777216);

-- The daily lists in arXiv's order. `paper` is set as soon as anything is known of it,
-- `stored` when a source other than the listing page has confirmed it. `paper` is a row of
-- that table without REFERENCES: checking it at an update opens a statement journal, and
-- that makes FTS5 write its words out for every single paper (measured: a day of 1500
-- papers 2.5 times slower). Papers are never deleted, and the full check compares.
CREATE TABLE announcement (
    category TEXT NOT NULL CHECK (category <> ''),
    day INTEGER NOT NULL,
    section INTEGER NOT NULL CHECK (section BETWEEN 0 AND 3),
    position INTEGER NOT NULL CHECK (position > 0),
    key TEXT NOT NULL CHECK (key <> ''),
    paper INTEGER,
    stored INTEGER NOT NULL CHECK (stored IN (0, 1)),
    PRIMARY KEY (category, day, section, position, key),
    CHECK (stored = 0 OR paper IS NOT NULL)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX announcement_key ON announcement (key, category, day);
CREATE INDEX announcement_missing ON announcement (category, day, section, position)
 WHERE stored = 0;

-- Announced against stored. No count of announced: a day that we never saw.
CREATE TABLE ledger (
    day INTEGER NOT NULL,
    category TEXT NOT NULL CHECK (category <> ''),
    section INTEGER NOT NULL CHECK (section BETWEEN 0 AND 3),
    announced INTEGER CHECK (announced >= 0),
    stored INTEGER NOT NULL CHECK (stored >= 0),
    source INTEGER NOT NULL CHECK (source >= 0),
    checked_at INTEGER NOT NULL,
    PRIMARY KEY (day DESC, category, section),
    CHECK (stored <= coalesce(announced, 0))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX ledger_category ON ledger (category, day DESC, section);

-- Weekdays on which arXiv announced nothing new in a category.
CREATE TABLE quiet_day (
    category TEXT NOT NULL CHECK (category <> ''),
    day INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    PRIMARY KEY (category, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE poll_cursor (
    name TEXT NOT NULL PRIMARY KEY CHECK (name <> ''),
    etag TEXT,
    last_modified TEXT,
    batch INTEGER NOT NULL,
    day INTEGER,
    checked_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    failed_at INTEGER NOT NULL,
    problem TEXT
) STRICT, WITHOUT ROWID;

-- When arXiv may be asked again, in milliseconds. One row.
CREATE TABLE pace (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    next_api INTEGER NOT NULL,
    next_page INTEGER NOT NULL,
    paused_until INTEGER NOT NULL,
    failures INTEGER NOT NULL CHECK (failures >= 0)
) STRICT;

-- Ids to ask the query API for.
CREATE TABLE wanted (
    key TEXT NOT NULL PRIMARY KEY CHECK (key <> ''),
    reason INTEGER NOT NULL CHECK (reason >= 0),
    tries INTEGER NOT NULL CHECK (tries >= 0),
    next_at INTEGER NOT NULL,
    asked_at INTEGER NOT NULL,
    unknown INTEGER NOT NULL CHECK (unknown IN (0, 1))
) STRICT, WITHOUT ROWID;
CREATE INDEX wanted_due ON wanted (reason, next_at) WHERE unknown = 0;
