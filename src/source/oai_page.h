/* OAI-PMH's envelope: an answer as a head and records of named texts. Knows the
 * protocol and which elements the dialects have, but not what they mean (oai_record.h).
 * Behind oai.h. */
#ifndef SOURCE_OAI_PAGE_H
#define SOURCE_OAI_PAGE_H

#include "source/xml_feed.h"

enum oai_dialect { OAI_NOTHING, OAI_RAW, OAI_ARXIV, OAI_DC };

/* Of a version and of an author there is a field "version" (its text the attribute) or
 * "author" (empty), and what follows belongs to it. */
struct oai_record {
    struct str identifier, datestamp;
    struct str set;      /* the first of them, "AAAI:AISI" */
    struct str set_name; /* of ListSets */
    bool deleted;
    enum oai_dialect dialect; /* OAI_NOTHING: none that we know, or no metadata */
    struct xml_part fields;
};

struct oai_page {
    bool whole;
    bool has_list;    /* an element that holds records, headers or sets was begun */
    const char *verb; /* the last element below the root that is no head */
    struct str response_date;
    const char *error;             /* NULL: none */
    struct str error_words, token; /* token: empty where there is none */
    struct str list_size, cursor;
};

/* A record, a header of ListIdentifiers, a set of ListSets. */
enum oai_item { OAI_RECORD, OAI_HEADER, OAI_SET };

/* Told of each whole one, with what came before it of the page; valid during the call.
 * False (with err) ends the reading. */
typedef bool oai_tell(void *context, const struct oai_page *page,
                      const struct oai_record *record, enum oai_item item,
                      struct err *err);

NODISCARD bool oai_page_read(struct str bytes, struct arena *arena, oai_tell *tell,
                             void *context, struct oai_page *ret_page, struct err *err);

#endif
