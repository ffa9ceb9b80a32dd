/* arXiv identifiers (info.arxiv.org/help/arxiv_identifier): new (0704.0001, 1501.00001)
 * and old (math/0309136), with or without a version.
 *
 * One paper has one canonical key: four digits to 1412, five from 1501, so that
 * 1406.02661 and 1406.2661 meet; the subject class of an old id is dropped
 * (math.GT/0309136 is math/0309136). Values; pure functions. */
#ifndef MODEL_ARXIV_ID_H
#define MODEL_ARXIV_ID_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

enum { ARXIV_KEY_SIZE = 32, ARXIV_VERSION_MAX = 9999 };

struct arxiv_id {
    char key[ARXIV_KEY_SIZE]; /* canonical, without version: "2401.01234",
                                 "math/0309136" */
    int version;              /* 0 = the latest */
};

/* Reads an id in any spelling that people paste: arXiv:…,
 * https://arxiv.org/abs|pdf|html/…, oai:arXiv.org:…, 10.48550/arXiv.…, a trailing .pdf,
 * vN, padded or stripped zeros. ERR_INVALID says what an id looks like. */
NODISCARD bool arxiv_id_read(struct str text, struct arxiv_id *ret_id, struct err *err);
/* True if the text is already a canonical key: then it needs no redirect. */
bool arxiv_id_is_canonical(struct str text);
/* A list "a,b,c" of at most `max` ids; duplicates are kept once. */
NODISCARD bool arxiv_id_read_list(struct str text, size_t max, struct arena *arena,
                                  struct arxiv_id **ret_ids, size_t *ret_count,
                                  struct err *err);
/* The first day of the month that the id was given in. */
int32_t arxiv_id_month(const struct arxiv_id *id);
/* arXiv's order inside a section: new ids ascending as strings, old ids after them. */
int arxiv_id_order(const char *key_a, const char *key_b);

#endif
