/* An answer made ready for libmicrohttpd: bytes, headers, ETag, in each coding.
 *
 * A page is what the cache keeps. Its variants are complete MHD responses that are
 * queued again and again without a copy; a variant is made when it is first asked for.
 * Holders are counted (cache.h), and bytes that are still being sent outlive their
 * page. */
#ifndef HTTP_SERVER_PAGE_H
#define HTTP_SERVER_PAGE_H

#include "http/cache.h"
#include "http/compress.h"
#include "http/response.h"

#include <microhttpd.h>

enum { ETAG_SIZE = 24 };

struct page;

struct page_variant {
    struct MHD_Response *whole, *unchanged; /* 200 and 304 */
    char etag[ETAG_SIZE];
};

/* Headers of one answer only. */
struct page_extra {
    int64_t started_us; /* monotonic; 0: no Server-Timing */
    struct time_part time_part;
    bool close;
};

/* What every answer carries, and what the handler added. False: one cannot be sent. */
NODISCARD bool page_add_headers(struct MHD_Response *made,
                                const struct response_header *headers, size_t count,
                                const struct page_extra *extra);

/* Takes response->body. The caller holds the page: cache_item_release(page_item(page)).
 */
struct page *page_new(struct response *response);
struct cache_item *page_item(struct page *page);
struct page *page_of(struct cache_item *item);

/* Made once and kept with the page. */
const struct page_variant *page_variant(struct page *page, enum encoding encoding);
/* One answer, to be destroyed by the caller: 304 where If-None-Match says that the
 * client has it already. NULL: a header's value cannot be sent. */
struct MHD_Response *page_answer(const struct page *page, enum encoding encoding,
                                 struct str if_none_match,
                                 const struct page_extra *extra, int *ret_status);
/* If-None-Match against one of our ETags. */
bool etag_matches(struct str if_none_match, const char *etag);

#endif
