-- FAQs and what they need: the queue, the answers, what they cost, the texts, clicks,
-- tokens.
--
-- Money is whole millionths of the operator's currency. States of a job: 0 ready,
-- 1 running, 2 done, 3 dead, 4 cancelled.

-- What a model answered about one version of a paper in one language. Not finished: a job
-- is at it, or was; a paper has one such in a language at most. Finished: never changed.
CREATE TABLE faq (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    paper INTEGER NOT NULL REFERENCES paper,
    version INTEGER NOT NULL CHECK (version >= 0),
    language TEXT NOT NULL CHECK (length(language) BETWEEN 2 AND 11),
    question_set TEXT NOT NULL,
    prompt_hash INTEGER NOT NULL,
    question_count INTEGER NOT NULL CHECK (question_count BETWEEN 1 AND 12),
    source INTEGER NOT NULL CHECK (source >= 0),
    notice TEXT,
    models TEXT,
    created INTEGER NOT NULL,
    finished INTEGER,
    truncated INTEGER NOT NULL CHECK (truncated IN (0, 1)),
    text_cut INTEGER NOT NULL CHECK (text_cut IN (0, 1)),
    tokens_in INTEGER NOT NULL DEFAULT 0 CHECK (tokens_in >= 0),
    tokens_cached INTEGER NOT NULL DEFAULT 0 CHECK (tokens_cached >= 0),
    tokens_out INTEGER NOT NULL DEFAULT 0 CHECK (tokens_out >= 0),
    cost INTEGER NOT NULL DEFAULT 0 CHECK (cost >= 0),
    estimated INTEGER NOT NULL DEFAULT 0 CHECK (estimated IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX faq_under_way ON faq (paper, language) WHERE finished IS NULL;
CREATE INDEX faq_finished ON faq (paper, language, version, finished)
 WHERE finished IS NOT NULL;

CREATE TABLE answer (
    faq INTEGER NOT NULL REFERENCES faq ON DELETE CASCADE,
    number INTEGER NOT NULL CHECK (number BETWEEN 1 AND 12),
    question TEXT NOT NULL,
    markdown TEXT NOT NULL,
    html TEXT NOT NULL,
    model TEXT NOT NULL,
    truncated INTEGER NOT NULL CHECK (truncated IN (0, 1)),
    tokens_in INTEGER NOT NULL CHECK (tokens_in >= 0),
    tokens_cached INTEGER NOT NULL CHECK (tokens_cached >= 0),
    tokens_out INTEGER NOT NULL CHECK (tokens_out >= 0),
    cost INTEGER NOT NULL CHECK (cost >= 0),
    estimated INTEGER NOT NULL CHECK (estimated IN (0, 1)),
    written INTEGER NOT NULL,
    PRIMARY KEY (faq, number)
) STRICT;

-- The queue. `answered` is what the stored answers of its FAQ cost: the rest of the
-- estimate is reserved while it runs. `turn` tells who asked first of those that are due
-- in the same second: it rises with each new job, and with each that is raised.
CREATE TABLE job (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    paper INTEGER NOT NULL REFERENCES paper,
    language TEXT NOT NULL CHECK (length(language) BETWEEN 2 AND 11),
    state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 4),
    priority INTEGER NOT NULL CHECK (priority BETWEEN 0 AND 3),
    run_at INTEGER NOT NULL,
    turn INTEGER NOT NULL,
    created INTEGER NOT NULL,
    started INTEGER,
    finished INTEGER,
    attempt INTEGER NOT NULL DEFAULT 0 CHECK (attempt >= 0),
    snoozes INTEGER NOT NULL DEFAULT 0 CHECK (snoozes >= 0),
    estimate INTEGER NOT NULL CHECK (estimate >= 0),
    answered INTEGER NOT NULL DEFAULT 0 CHECK (answered >= 0),
    spent INTEGER NOT NULL DEFAULT 0 CHECK (spent >= 0),
    faq INTEGER REFERENCES faq ON DELETE SET NULL,
    lease_token INTEGER CHECK (lease_token <> 0),
    lease_until INTEGER,
    reason TEXT,
    CHECK ((state = 1) = (lease_token IS NOT NULL)),
    CHECK ((state = 1) = (lease_until IS NOT NULL)),
    CHECK (state <> 1 OR started IS NOT NULL),
    CHECK ((state IN (2, 3, 4)) = (finished IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX job_active ON job (paper, language) WHERE state IN (0, 1);
CREATE INDEX job_pick ON job (priority, run_at, turn) WHERE state = 0;
CREATE UNIQUE INDEX job_turn ON job (turn);
CREATE INDEX job_lease ON job (lease_until) WHERE state = 1;
CREATE INDEX job_ended ON job (state, finished, id) WHERE finished IS NOT NULL;
CREATE INDEX job_paper ON job (paper, language, state, finished);
CREATE INDEX job_faq ON job (faq) WHERE faq IS NOT NULL;

-- The one order in which a job's columns are read.
CREATE VIEW job_record AS
SELECT job.id AS id, paper.key AS key, paper.branch AS branch, paper.title AS title,
       job.language AS language, job.state AS state, job.priority AS priority,
       job.run_at AS run_at, job.created AS created, job.finished AS finished,
       job.attempt AS attempt, job.snoozes AS snoozes, job.estimate AS estimate,
       job.spent AS spent, job.faq AS faq,
       (SELECT count(*) FROM answer WHERE answer.faq = job.faq) AS answers,
       job.reason AS reason
  FROM job CROSS JOIN paper ON paper.id = job.paper;

CREATE VIEW faq_record AS
SELECT faq.id AS id, paper.key AS key, paper.branch AS branch, faq.version AS version,
       faq.language AS language, faq.question_set AS question_set,
       faq.prompt_hash AS prompt_hash, faq.question_count AS question_count,
       faq.source AS source, faq.notice AS notice, faq.models AS models,
       faq.created AS created, faq.finished AS finished, faq.truncated AS truncated,
       faq.text_cut AS text_cut, faq.tokens_in AS tokens_in,
       faq.tokens_cached AS tokens_cached, faq.tokens_out AS tokens_out,
       faq.cost AS cost, faq.estimated AS estimated
  FROM faq CROSS JOIN paper ON paper.id = faq.paper;

-- What was begun about the version that a paper still has: a new try goes on with it.
CREATE VIEW faq_begun AS
SELECT faq.id AS id, faq.paper AS paper, faq.language AS language, faq.cost AS cost
  FROM faq CROSS JOIN paper ON paper.id = faq.paper
 WHERE faq.finished IS NULL AND faq.version IN (0, paper.version);

-- A call to a model. Not settled: it is under way, or was when the process ended. The job
-- may be forgotten earlier.
CREATE TABLE call (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    job INTEGER NOT NULL,
    lease_token INTEGER NOT NULL,
    provider TEXT NOT NULL,
    model TEXT NOT NULL,
    number INTEGER NOT NULL,
    estimate INTEGER NOT NULL CHECK (estimate >= 0),
    opened INTEGER NOT NULL,
    settled INTEGER,
    day INTEGER,
    tokens_in INTEGER NOT NULL DEFAULT 0 CHECK (tokens_in >= 0),
    tokens_cached INTEGER NOT NULL DEFAULT 0 CHECK (tokens_cached >= 0),
    tokens_out INTEGER NOT NULL DEFAULT 0 CHECK (tokens_out >= 0),
    cost INTEGER NOT NULL DEFAULT 0 CHECK (cost >= 0),
    estimated INTEGER NOT NULL DEFAULT 0 CHECK (estimated IN (0, 1)),
    outcome TEXT,
    CHECK ((settled IS NULL) = (day IS NULL)),
    CHECK ((settled IS NULL) = (outcome IS NULL))
) STRICT;
CREATE INDEX call_open ON call (id) WHERE settled IS NULL;
CREATE INDEX call_settled ON call (settled) WHERE settled IS NOT NULL;

-- The sums of the settled calls. `estimated` counts those whose usage is our estimate.
CREATE TABLE spend (
    day INTEGER NOT NULL,
    provider TEXT NOT NULL,
    model TEXT NOT NULL,
    calls INTEGER NOT NULL CHECK (calls > 0),
    tokens_in INTEGER NOT NULL CHECK (tokens_in >= 0),
    tokens_cached INTEGER NOT NULL CHECK (tokens_cached >= 0),
    tokens_out INTEGER NOT NULL CHECK (tokens_out >= 0),
    cost INTEGER NOT NULL CHECK (cost >= 0),
    estimated INTEGER NOT NULL CHECK (estimated BETWEEN 0 AND calls),
    PRIMARY KEY (day, provider, model)
) STRICT, WITHOUT ROWID;

-- Texts of papers, compressed (zlib).
CREATE TABLE full_text (
    paper INTEGER NOT NULL REFERENCES paper,
    version INTEGER NOT NULL CHECK (version >= 0),
    source INTEGER NOT NULL CHECK (source >= 0),
    notice TEXT,
    cut INTEGER NOT NULL CHECK (cut IN (0, 1)),
    fetched INTEGER NOT NULL,
    size INTEGER NOT NULL CHECK (size >= 0), -- of the text itself
    packed BLOB NOT NULL,
    PRIMARY KEY (paper, version)
) STRICT;
CREATE INDEX full_text_fetched ON full_text (fetched);

-- Clicks, and finished FAQs; apart from the papers, which are large.
CREATE TABLE counter (
    paper INTEGER PRIMARY KEY REFERENCES paper,
    pdf INTEGER NOT NULL CHECK (pdf >= 0),
    faq INTEGER NOT NULL CHECK (faq >= 0),
    faqs INTEGER NOT NULL CHECK (faqs >= 0)
) STRICT;
CREATE INDEX counter_faq ON counter (faq) WHERE faq > 0;

-- Of a token only the SHA-256. Roles: 0 reader, 1 admin.
CREATE TABLE token (
    name TEXT NOT NULL PRIMARY KEY CHECK (name <> ''),
    role INTEGER NOT NULL CHECK (role IN (0, 1)),
    hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
    created INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- How many FAQs each visitor without a token has asked for.
CREATE TABLE visitor (
    day INTEGER NOT NULL,
    network INTEGER NOT NULL,
    asked INTEGER NOT NULL CHECK (asked > 0),
    PRIMARY KEY (day, network)
) STRICT, WITHOUT ROWID;

-- What an operator has set while the program runs.
CREATE TABLE setting (
    name TEXT NOT NULL PRIMARY KEY CHECK (name <> ''),
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- When a host other than arXiv's may be asked again, in milliseconds.
CREATE TABLE host_pace (
    host TEXT NOT NULL PRIMARY KEY CHECK (host <> ''),
    next_at INTEGER NOT NULL,
    paused_until INTEGER NOT NULL,
    failures INTEGER NOT NULL CHECK (failures >= 0)
) STRICT, WITHOUT ROWID;

DROP VIEW paper_record;
CREATE VIEW paper_record AS
SELECT id, branch, key, version, title, abstract, authors, categories, primary_category,
       published, updated, announced, comment, journal_ref, doi, license, pdf_url,
       page_url, code_url, keywords, withdrawn, provisional, coalesce(counter.pdf, 0),
       coalesce(counter.faq, 0), coalesce(counter.faqs, 0)
  FROM paper LEFT JOIN counter ON counter.paper = paper.id;
