-- The third schema: search over everything, and the harvests that bring everything.

-- Of a paper in proceedings: the edition ("ICLR.2024") and its group ("Oral").
ALTER TABLE paper ADD COLUMN venue TEXT;
ALTER TABLE paper ADD COLUMN group_name TEXT;
CREATE INDEX paper_doi ON paper (doi COLLATE NOCASE) WHERE doi IS NOT NULL;

DROP VIEW paper_record;
CREATE VIEW paper_record AS
SELECT id, branch, key, version, title, abstract, authors, categories, primary_category,
       published, updated, announced, comment, journal_ref, doi, license, pdf_url,
       page_url, code_url, venue, group_name, keywords, withdrawn, provisional,
       coalesce(counter.pdf, 0), coalesce(counter.faq, 0), coalesce(counter.faqs, 0)
  FROM paper LEFT JOIN counter ON counter.paper = paper.id;

-- What papers are found by is an index of our own.
DROP TABLE paper_fts;

-- The live segments of the search index: files of the folder index/. Number, size, and
-- the first and last of its rows tell that a file is the one that is meant.
CREATE TABLE index_segment (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    docs INTEGER NOT NULL CHECK (docs > 0),
    bytes INTEGER NOT NULL CHECK (bytes > 0),
    newest INTEGER NOT NULL,
    oldest INTEGER NOT NULL CHECK (oldest <= newest)
) STRICT;
-- Documents that another segment holds as they are now.
CREATE TABLE index_dead (
    segment INTEGER NOT NULL REFERENCES index_segment ON DELETE CASCADE,
    doc INTEGER NOT NULL CHECK (doc >= 0),
    PRIMARY KEY (segment, doc)
) STRICT, WITHOUT ROWID;

-- How far work in the background has come that walks the papers from the newest to the
-- oldest: rows below are still to be done, none is below 0. `docs` is how many papers
-- were indexed when it began.
CREATE TABLE place (
    name TEXT NOT NULL PRIMARY KEY CHECK (name <> ''),
    row INTEGER NOT NULL CHECK (row >= 0),
    docs INTEGER NOT NULL CHECK (docs >= 0)
) STRICT, WITHOUT ROWID;
-- Everything that is there is to be indexed.
INSERT INTO place (name, row, docs) VALUES ('index', 9223372036854775807, 0);

-- The same work in two branches; how it was recognised is a number of the program's.
CREATE TABLE link (
    arxiv INTEGER NOT NULL REFERENCES paper,
    venue INTEGER NOT NULL REFERENCES paper,
    how INTEGER NOT NULL CHECK (how >= 0),
    PRIMARY KEY (arxiv, venue)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_venue ON link (venue, arxiv);

-- Papers that came, or changed in what twins are told by, in that order: their twins are
-- to be looked for. A paper may stand here twice.
CREATE TABLE link_todo (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    paper INTEGER NOT NULL REFERENCES paper
) STRICT;
INSERT INTO link_todo (paper) SELECT id FROM paper ORDER BY id;

-- The answers that are searched: of each paper and language the FAQ that readers see.
-- Their words are the program's (tokenizer), their numbers faq * 16 + number. What joins
-- and leaves is written by the program, where a FAQ is finished.
CREATE VIEW faq_text AS
SELECT answer.faq * 16 + answer.number AS id, answer.markdown AS answer
  FROM answer CROSS JOIN faq ON faq.id = answer.faq
 WHERE faq.id = (SELECT newest.id
                   FROM faq AS newest
                  WHERE newest.paper = faq.paper AND newest.language = faq.language
                    AND newest.finished IS NOT NULL
                  ORDER BY newest.version DESC, newest.finished DESC, newest.id DESC
                  LIMIT 1);
CREATE VIRTUAL TABLE faq_fts USING fts5 (
    answer, content = 'faq_text', content_rowid = 'id', tokenize = 'paperfeed'
);
INSERT INTO faq_fts (faq_fts) VALUES ('rebuild');

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
