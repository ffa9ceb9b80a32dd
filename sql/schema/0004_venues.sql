-- The fourth schema: proceedings by conference, year and group.
--
-- A dialect is the number of the program's enum: which kind of source told of something.
-- The higher one is believed, field by field, so that the order of imports does not count.

-- Of a paper in proceedings: "Best Paper", and the keywords that its source tells, one a
-- line.
ALTER TABLE paper ADD COLUMN award TEXT;
ALTER TABLE paper ADD COLUMN subjects TEXT;

-- Two papers that a source tells to be one: this one is no longer shown or searched for,
-- all that is known of it is in the other. Rows are never deleted, so that no number ever
-- means two papers.
ALTER TABLE paper ADD COLUMN same_as INTEGER REFERENCES paper;
CREATE INDEX paper_same_as ON paper (same_as) WHERE same_as IS NOT NULL;

DROP VIEW paper_record;
CREATE VIEW paper_record AS
SELECT id, branch, key, version, title, abstract, authors, categories, primary_category,
       published, updated, announced, comment, journal_ref, doi, license, pdf_url,
       page_url, code_url, venue, group_name, award, subjects, keywords, withdrawn,
       provisional, coalesce(counter.pdf, 0), coalesce(counter.faq, 0),
       coalesce(counter.faqs, 0)
  FROM paper LEFT JOIN counter ON counter.paper = paper.id;

-- "ICLR.2024". `papers` and `abstracts` count what stands in it and are kept with each
-- paper; `declared` is what the source that declares most says, NULL where none does.
-- Times: the first paper, the last one that came or changed; NULL before.
CREATE TABLE edition (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (name <> ''),
    series TEXT NOT NULL COLLATE NOCASE CHECK (series <> ''),
    year INTEGER NOT NULL,
    title TEXT,
    title_dialect INTEGER NOT NULL DEFAULT 0 CHECK (title_dialect >= 0),
    papers INTEGER NOT NULL DEFAULT 0 CHECK (papers >= 0),
    abstracts INTEGER NOT NULL DEFAULT 0 CHECK (abstracts BETWEEN 0 AND papers),
    declared INTEGER CHECK (declared >= 0),
    added_at INTEGER,
    changed_at INTEGER
) STRICT;
CREATE INDEX edition_series ON edition (series, year DESC) WHERE papers > 0;
CREATE INDEX edition_added ON edition (added_at DESC, id DESC) WHERE papers > 0;

-- The one order in which an edition's columns are read.
CREATE VIEW edition_record AS
SELECT id, name, series, title, year, papers, abstracts, declared, added_at, changed_at
  FROM edition;

-- Groups that papers are in, as shown.
CREATE TABLE edition_group (
    id INTEGER PRIMARY KEY,
    edition INTEGER NOT NULL REFERENCES edition,
    name TEXT NOT NULL COLLATE NOCASE CHECK (name <> ''),
    UNIQUE (edition, name)
) STRICT;

-- What the sources of an edition say about it: how many papers each part has, and the
-- groups in its own order.
CREATE TABLE edition_source (
    edition INTEGER NOT NULL REFERENCES edition,
    dialect INTEGER NOT NULL CHECK (dialect >= 0),
    part TEXT NOT NULL,
    declared INTEGER CHECK (declared >= 0),
    read_at INTEGER NOT NULL,
    PRIMARY KEY (edition, dialect, part)
) STRICT, WITHOUT ROWID;
CREATE TABLE edition_order (
    edition INTEGER NOT NULL REFERENCES edition,
    dialect INTEGER NOT NULL CHECK (dialect >= 0),
    part TEXT NOT NULL,
    place INTEGER NOT NULL CHECK (place >= 0),
    name TEXT NOT NULL COLLATE NOCASE CHECK (name <> ''),
    native TEXT COLLATE NOCASE,
    PRIMARY KEY (edition, dialect, part, place)
) STRICT, WITHOUT ROWID;

-- A paper's place in its edition. Groups are rows of edition_group without REFERENCES,
-- which would look every paper through for each new group; the full check compares. The
-- group shown is `own_group`, the one of the most believed source, unless that is a tier
-- (Poster): then `tier_group`, the highest that any source has told. `told` is a letter
-- for each field of the paper, in the program's order: who told it ('A' + dialect).
-- `arxiv` is the key of its twin, where a source tells it.
CREATE TABLE edition_paper (
    paper INTEGER PRIMARY KEY REFERENCES paper,
    edition INTEGER NOT NULL REFERENCES edition,
    group_id INTEGER,
    position INTEGER NOT NULL,
    position_dialect INTEGER NOT NULL CHECK (position_dialect >= 0),
    own_group INTEGER,
    tier_group INTEGER,
    key_dialect INTEGER NOT NULL CHECK (key_dialect >= 0),
    told TEXT NOT NULL,
    arxiv TEXT CHECK (arxiv <> '')
) STRICT;
CREATE INDEX edition_paper_list
    ON edition_paper (edition, group_id, position_dialect, position);
CREATE INDEX edition_paper_arxiv ON edition_paper (arxiv) WHERE arxiv IS NOT NULL;

-- Other keys that mean the same paper, and who told them.
CREATE TABLE paper_id (
    key TEXT NOT NULL PRIMARY KEY CHECK (key <> ''),
    paper INTEGER NOT NULL REFERENCES paper,
    dialect INTEGER NOT NULL CHECK (dialect >= 0)
) STRICT, WITHOUT ROWID;
CREATE INDEX paper_id_paper ON paper_id (paper);

-- All titles under which an edition's papers were told of, as hashes of their words.
CREATE TABLE edition_title (
    edition INTEGER NOT NULL REFERENCES edition,
    title INTEGER NOT NULL,
    paper INTEGER NOT NULL REFERENCES paper,
    PRIMARY KEY (edition, title, paper)
) STRICT, WITHOUT ROWID;

-- How far the harvesters have come, a row for each line and address of [venues].
CREATE TABLE venue_source (
    name TEXT NOT NULL CHECK (name <> ''),
    url TEXT NOT NULL CHECK (url <> ''),
    etag TEXT,
    last_modified TEXT,
    cursor TEXT CHECK (cursor <> ''),
    from_day INTEGER,
    checked_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    failed_at INTEGER NOT NULL,
    problem TEXT,
    PRIMARY KEY (name, url)
) STRICT, WITHOUT ROWID;

-- Papers of proceedings that were put in by hand: in the order in which they came, told
-- by nobody, so that any source may say better. Their keys hold an @, which the smallest
-- index tells.
CREATE TEMP TABLE venue_paper AS
SELECT id, venue, group_name, abstract IS NOT NULL AS has_abstract
  FROM paper
 WHERE id IN (SELECT id FROM paper WHERE instr(key, '@') > 0) AND branch = 1
   AND venue GLOB '?*.[0-9][0-9][0-9][0-9]';
INSERT INTO edition (name, series, year, papers, abstracts, added_at, changed_at)
SELECT min(venue), substr(min(venue), 1, length(venue) - 5),
       CAST(substr(venue, -4) AS INTEGER), count(*), sum(has_abstract),
       CAST(strftime('%s', substr(venue, -4) || '-01-01') AS INTEGER),
       CAST(strftime('%s', substr(venue, -4) || '-01-01') AS INTEGER)
  FROM venue_paper
 GROUP BY venue COLLATE NOCASE
 ORDER BY 1;
INSERT OR IGNORE INTO edition_group (edition, name)
SELECT edition.id, group_name
  FROM venue_paper CROSS JOIN edition ON edition.name = venue
 WHERE group_name <> ''
 ORDER BY venue_paper.id;
INSERT INTO edition_paper (paper, edition, group_id, position, position_dialect,
                           own_group, tier_group, key_dialect, told)
SELECT venue_paper.id, edition.id, edition_group.id,
       row_number() OVER (PARTITION BY edition.id ORDER BY venue_paper.id), 0,
       edition_group.id, NULL, 0, ''
  FROM venue_paper CROSS JOIN edition ON edition.name = venue
       LEFT JOIN edition_group
       ON edition_group.edition = edition.id AND edition_group.name = group_name;
DROP TABLE venue_paper;
