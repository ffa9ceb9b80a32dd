/* What arXiv announced: a day, a category, a section, a place in it. And the ledger
 * that proves what of it is stored. Plain records. */
#ifndef MODEL_ANNOUNCEMENT_H
#define MODEL_ANNOUNCEMENT_H

#include "model/paper.h"

/* In arXiv's order. X(constant, name in feeds and JSON) */
#define SECTIONS(X)                                                                    \
    X(SECTION_NEW, "new")                                                              \
    X(SECTION_CROSS, "cross")                                                          \
    X(SECTION_REPLACE, "replace")                                                      \
    X(SECTION_REPLACE_CROSS, "replace-cross")
#define X(constant, name) constant,
enum section { SECTIONS(X) SECTION_COUNT };
#undef X

/* The name above, and back; ERR_INVALID for any other. */
const char *section_name(enum section section);
NODISCARD bool section_read(struct str name, enum section *ret_section,
                            struct err *err);

/* Where the ledger knows its count from. */
#define LEDGER_SOURCES(X)                                                              \
    X(LEDGER_FROM_LISTING, "listing")                                                  \
    X(LEDGER_FROM_FEED, "feed")                                                        \
    X(LEDGER_FROM_BOTH, "listing+feed")                                                \
    X(LEDGER_MISSED, "missed")
#define X(constant, name) constant,
enum ledger_source { LEDGER_SOURCES(X) LEDGER_SOURCE_COUNT };
#undef X
const char *ledger_source_name(enum ledger_source source);

/* One row: day x category x section. announced < 0: a day that we never saw (its source
 * is LEDGER_MISSED). stored < announced with no missing key: the listing counted more
 * papers than it showed. */
struct ledger_row {
    int32_t day;
    const char *category;
    enum section section;
    int64_t announced, stored;
    struct text_list missing; /* keys */
    enum ledger_source source;
    int64_t checked_at;
};
bool ledger_row_is_complete(const struct ledger_row *row);

#endif
