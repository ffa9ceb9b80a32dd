/* A line of the configuration's [venues]: which edition comes from where.
 *
 *     ACL.2024 = acl https://….xml https://….xml
 *
 * What is allowed in it is known here, so that the configuration refuses what no
 * harvester could read. Pure. */
#ifndef MODEL_VENUE_LINE_H
#define MODEL_VENUE_LINE_H

#include "model/paper.h"

/* X(constant, name): the kinds of harvesters. */
#define VENUE_KINDS(X)                                                                 \
    X(VENUE_KIND_ACL, "acl")                                                           \
    X(VENUE_KIND_PMLR, "pmlr")                                                         \
    X(VENUE_KIND_VIRTUAL, "virtual")                                                   \
    X(VENUE_KIND_OJS, "ojs")                                                           \
    X(VENUE_KIND_OPENREVIEW, "openreview")
#define X(constant, name) constant,
enum venue_kind { VENUE_KINDS(X) VENUE_KIND_COUNT };
#undef X
const char *venue_kind_name(enum venue_kind kind);

enum { VENUE_LINE_URLS_MAX = 50, VENUE_LINES_MAX = 500, VENUE_URL_MAX = 400 };

struct venue_line {
    const char *name; /* canonical: an edition; of ojs also a series: all its years */
    enum venue_kind kind;
    struct text_list urls;
};

/* Of `name` = KIND URL…. ERR_INVALID says what is allowed there. */
NODISCARD bool venue_line_read(struct arena *arena, struct str name, struct str value,
                               struct venue_line *ret_line, struct err *err);
/* More addresses of it. */
NODISCARD bool venue_line_add(struct arena *arena, struct venue_line *line,
                              struct str value, struct err *err);
/* "ACL" and 2024 of "ACL.2024"; "AAAI" and 0 of "AAAI". */
void venue_line_edition(const struct venue_line *line, struct arena *arena,
                        const char **ret_series, int *ret_year);

#endif
