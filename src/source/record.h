/* What a foreign document says, whatever its dialect: one header and its entries.
 *
 * Every parser in this folder is a pure function from bytes to this. The sandboxed
 * child prints it as JSON Lines and the daemon reads it back: record_write and
 * record_read are the two ends. Nothing here is trusted further up until paper_check
 * has passed it. */
#ifndef SOURCE_RECORD_H
#define SOURCE_RECORD_H

#include "model/announcement.h"
#include "model/venue.h"
#include "text/json.h"

enum {
    SOURCE_BYTES_MAX = 64 << 20, /* a larger document is ERR_LIMIT */
    SOURCE_ENTRIES_MAX = 50000,  /* as are more entries than this */
};

/* One paper, as this document tells of it. */
struct source_entry {
    struct paper paper; /* fields the document does not have are absent */
    bool announced;     /* feeds and listings: section and position count */
    enum section section;
    int64_t position;      /* within the document, from 1 */
    int64_t section_total; /* listing: "Y" of "showing X of Y"; else 0 */
    bool authors_cut;      /* the list may be longer than shown */
    bool deleted;      /* OAI-PMH: the archive has dropped it; only the key counts */
    int32_t datestamp; /* OAI-PMH: the day its record last changed; 0 = not said */
    /* Of a paper in proceedings: */
    enum venue_dialect dialect;
    struct text_list ids; /* other keys of the same paper: "grannen24@v270@PMLR" */
    const char *arxiv;    /* key of its twin, where the source tells it; NULL */
    bool placed;          /* the position is the source's word, no count of records */
};

/* A part of an edition's programme, as its source names it. */
struct source_group {
    const char *name;   /* as shown: "System Demonstrations" */
    const char *native; /* "demo", "AAAI:AISI": also found by it; may be NULL */
};
enum { SOURCE_GROUPS_MAX = 1000 };

/* What a source says about one edition. */
struct source_edition {
    const char *name;  /* "ACL.2024" */
    const char *title; /* in full, or NULL */
    enum venue_dialect dialect;
    const char *part; /* of a source in several files: "2024.findings"; "" else */
    int64_t declared; /* papers that it has in this part; -1 = not said */
    struct {
        struct source_group *items; /* in its own order; may be none */
        size_t count, capacity;
    } groups;
};

struct source_entries {
    struct source_entry *items;
    size_t count, capacity;
};

/* A record that cannot be read: which, and why. */
struct source_problem {
    const char *where, *why;
};

/* What a page of an OAI-PMH harvest says beside its records. */
struct source_harvest {
    bool is_page;            /* false: the document is of another dialect */
    const char *error, *why; /* the protocol's code and words; NULL: no error */
    const char *token;       /* asks for the next page, verbatim; NULL: the last one */
    int64_t list_size,
        cursor; /* of the whole list, of this page in it; -1 = not said */
    /* ListIdentifiers: keys of arXiv, "oai:HOST:article/1" of journals */
    struct text_list identifiers;
    struct {
        struct source_group *items; /* ListSets: names and what a record calls them */
        size_t count, capacity;
    } sets;
    struct {
        struct source_problem *items; /* the first SOURCE_PROBLEMS_MAX */
        size_t count, capacity;
    } broken;
    int64_t broken_count;
};
enum { SOURCE_PROBLEMS_MAX = 1000, SOURCE_TOKEN_MAX = 4000 };

/* What the document says about itself. */
struct source_document {
    int32_t day;       /* listing heading, or the feed's pubDate; DAY_NONE = none */
    int64_t generated; /* feed: built at; 0 = not said */
    const char *title; /* as the document names itself; may be NULL */
    bool complete;     /* false: cut off, or fewer entries than it claims */
    bool no_updates;   /* the listing says in words that there is nothing */
    /* The listing's section headings, replacements of both kinds in SECTION_REPLACE:
     * how many are on this page and in all. */
    int64_t shown[SECTION_COUNT], total[SECTION_COUNT];
    int64_t total_results; /* query API; -1 = not said */
    struct source_harvest harvest;
    struct source_entries entries;
};

/* JSON of one entry: the names of a paper everywhere, and announce_type, position,
 * section_total, provisional… where known. The caller owns the tree. */
cJSON *record_entry_json(const struct source_entry *entry);
NODISCARD bool record_entry_read(const cJSON *object, struct arena *arena,
                                 struct source_entry *ret_entry, struct err *err);
/* An edition as JSON, and back: in a stream a line {"edition": …}. */
cJSON *record_edition_json(const struct source_edition *edition);
NODISCARD bool record_edition_read(const cJSON *object, struct arena *arena,
                                   struct source_edition *ret_edition, struct err *err);
/* The header as JSON, and back (entries apart). */
cJSON *record_document_json(const struct source_document *document);
NODISCARD bool record_document_read(const cJSON *object, struct arena *arena,
                                    struct source_document *ret_document,
                                    struct err *err);

#endif
