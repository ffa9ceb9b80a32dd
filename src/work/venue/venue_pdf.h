/* PDFs from venues' own hosts: https only, bounded, one at a time, at the pace of a
 * page for each host, which the database keeps. A host that says 403 or 429 is left
 * alone. Thread-safe. */
#ifndef WORK_VENUE_PDF_H
#define WORK_VENUE_PDF_H

#include "base/arena.h"
#include "net/http_client.h"
#include "store/store.h"

struct venue_pdf;

struct venue_pdf_options {
    struct store *store;
    const char *contact;
    int64_t spacing_ms;
    struct url_guard trusted; /* origins that need not be public */
    struct stop *stop;
};
NODISCARD bool venue_pdf_open(const struct venue_pdf_options *options,
                              struct venue_pdf **ret_venue, struct err *err);
void venue_pdf_close(struct venue_pdf *venue); /* NULL is fine */

/* ERR_NOT_FOUND: there is no such PDF, or something else stands there; ERR_REFUSED,
 * ERR_LIMIT: an address or size that we do not take; ERR_BUSY (with retry_after),
 * ERR_UPSTREAM: not now. */
NODISCARD bool venue_pdf_get(struct venue_pdf *venue, const char *url,
                             struct arena *arena, struct str *ret_bytes,
                             struct err *err);

#endif
