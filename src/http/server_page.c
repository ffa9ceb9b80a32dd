/* Pages and their MHD responses; see server_page.h. */
#include "http/server_page.h"

#include "base/clock.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/thread.h"

#include <assert.h>
#include <inttypes.h>

/* More effort than once for more than this would hold up a thread for too long. */
enum { EFFORT_BYTES_MAX = 512 << 10 };

/* Bytes that several MHD responses send. */
struct shared {
    _Atomic int holders;
    struct buf bytes;
};

struct page {
    struct cache_item item;
    int status;
    const char *content_type, *cache_control;
    struct response_header headers[RESPONSE_HEADERS_MAX]; /* copies of ours */
    size_t header_count;
    bool compresses;
    uint64_t hash;
    struct shared *body;
    pthread_mutex_t making;
    _Atomic(struct page_variant *) variants[ENCODING_COUNT];
};

static const struct response_header on_all[] = {
    { "Content-Security-Policy",
      "default-src 'none'; script-src 'self'; style-src 'self'; "
      "style-src-attr 'unsafe-inline'; font-src 'self'; img-src 'self' data:; "
      "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors "
      "'none'" },
    { "X-Content-Type-Options", "nosniff" },
    { "Referrer-Policy", "no-referrer" },
    { "Cross-Origin-Opener-Policy", "same-origin" },
    { "Cross-Origin-Resource-Policy", "same-origin" },
    { "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()" },
};

static struct shared *shared_new(struct buf *taken)
{
    struct shared *shared = mem_alloc(sizeof *shared);
    shared->holders = 1;
    shared->bytes = *taken;
    *taken = buf_upto(taken->max);
    return shared;
}

static void shared_release(void *argument)
{
    struct shared *shared = argument;
    if (atomic_fetch_sub_explicit(&shared->holders, 1, memory_order_acq_rel) != 1)
        return;
    buf_done(&shared->bytes);
    free(shared);
}

static struct MHD_Response *sending(struct shared *shared)
{
    atomic_fetch_add_explicit(&shared->holders, 1, memory_order_relaxed);
    struct MHD_Response *made = MHD_create_response_from_buffer_with_free_callback_cls(
        shared->bytes.len, shared->bytes.ptr, shared_release, shared);
    if (made == NULL)
        abort(); /* out of memory */
    return made;
}

static void page_destroy(struct cache_item *item)
{
    struct page *page = page_of(item);
    for (int i = 0; i < ENCODING_COUNT; i++) {
        struct page_variant *variant = page->variants[i];
        if (variant == NULL)
            continue;
        MHD_destroy_response(variant->whole);
        MHD_destroy_response(variant->unchanged);
        free(variant);
    }
    for (size_t i = 0; i < page->header_count; i++)
        free((void *)(uintptr_t)page->headers[i].value);
    shared_release(page->body);
    pthread_mutex_destroy(&page->making);
    free(page);
}

struct page *page_new(struct response *response)
{
    struct page *page = mem_alloc(sizeof *page);
    page->status = response->status;
    page->content_type = response->content_type;
    page->cache_control = response->cache_control;
    for (; page->header_count < response->header_count; page->header_count++) {
        const struct response_header *header = &response->headers[page->header_count];
        page->headers[page->header_count] =
            (struct response_header){ .name = header->name,
                                      .value = mem_text(header->value) };
    }
    page->body = shared_new(&response->body);
    size_t len = page->body->bytes.len;
    page->compresses =
        len >= COMPRESS_BYTES_MIN && content_compresses(page->content_type);
    page->hash = hash_page(buf_str(&page->body->bytes));
    /* As it is, and about as much again for the coded ones that may come. */
    page->item = (struct cache_item){ .holders = 1,
                                      .destroy = page_destroy,
                                      .cost = 2 * len + 4096 };
    pthread_mutex_init(&page->making, NULL);
    return page;
}

struct cache_item *page_item(struct page *page)
{
    return &page->item;
}

struct page *page_of(struct cache_item *item)
{
    return (struct page *)item;
}

static void write_etag(const struct page *page, enum encoding encoding,
                       char ret_etag[ETAG_SIZE])
{
    static const char *const endings[] = {
        [ENCODING_IDENTITY] = "", [ENCODING_GZIP] = "-gz", [ENCODING_BROTLI] = "-br"
    };
    snprintf(ret_etag, ETAG_SIZE, "\"%016" PRIx64 "%s\"", page->hash,
             endings[encoding]);
}

/* Our ETags are quoted and of one length, so none is part of another. */
bool etag_matches(struct str if_none_match, const char *etag)
{
    return if_none_match.len > 0 &&
           (str_eq(if_none_match, LIT("*")) ||
            str_find(if_none_match, str_of(etag)) < if_none_match.len);
}

static bool add(struct MHD_Response *made, const char *name, const char *value)
{
    return value == NULL || MHD_add_response_header(made, name, value) == MHD_YES;
}

static bool add_all(struct MHD_Response *made, const struct response_header *headers,
                    size_t count)
{
    bool fine = true;
    for (size_t i = 0; i < count; i++)
        fine = add(made, headers[i].name, headers[i].value) && fine;
    return fine;
}

enum { TIMING_SIZE = 96 };

static void write_timing(const struct page_extra *extra, char ret_timing[TIMING_SIZE])
{
    int64_t spent_us = clock_monotonic_us() - extra->started_us;
    const struct time_part *part = &extra->time_part;
    int len =
        snprintf(ret_timing, TIMING_SIZE, "total;dur=%.2f", (double)spent_us / 1000);
    if (part->name != NULL)
        snprintf(ret_timing + len, TIMING_SIZE - (size_t)len, ", %s;dur=%.2f",
                 part->name, (double)part->spent_us / 1000);
}

bool page_add_headers(struct MHD_Response *made, const struct response_header *headers,
                      size_t count, const struct page_extra *extra)
{
    char timing[TIMING_SIZE];
    write_timing(extra, timing);
    return add_all(made, on_all, COUNT_OF(on_all)) && add_all(made, headers, count) &&
           add(made, "Server-Timing", extra->started_us ? timing : NULL) &&
           add(made, "Connection", extra->close ? "close" : NULL);
}

static bool add_cache_headers(struct MHD_Response *made, const struct page *page)
{
    const char *control = page->cache_control ? page->cache_control : "no-cache";
    return add(made, "Cache-Control", control) &&
           add(made, "Vary", page->compresses ? "Accept-Encoding" : NULL);
}

/* The body in the coding, or as it is where that is not smaller. */
static struct shared *coded_body(const struct page *page, enum effort effort,
                                 enum encoding *encoding)
{
    struct buf coded;
    struct str plain = buf_str(&page->body->bytes);
    if (*encoding != ENCODING_IDENTITY && page->compresses &&
        compress_bytes(*encoding, effort, plain, &coded))
        return shared_new(&coded);
    *encoding = ENCODING_IDENTITY;
    atomic_fetch_add_explicit(&page->body->holders, 1, memory_order_relaxed);
    return page->body;
}

/* 304 carries the length that 200 would have (RFC 9110, section 8.6), so both are made
 * from the body; libmicrohttpd leaves it away. */
static struct MHD_Response *make_response(const struct page *page, struct shared *body,
                                          enum encoding encoding, int status,
                                          const char *etag,
                                          const struct page_extra *extra)
{
    bool whole = status != 304;
    struct MHD_Response *made = sending(body);
    if (page_add_headers(made, page->headers, page->header_count, extra) &&
        add_cache_headers(made, page) && add(made, "ETag", etag) &&
        add(made, "Content-Type", whole ? page->content_type : NULL) &&
        add(made, "Content-Encoding", whole ? encoding_name(encoding) : NULL))
        return made;
    MHD_destroy_response(made);
    return NULL;
}

static struct page_variant *make_variant(const struct page *page,
                                         enum encoding encoding)
{
    static const struct page_extra none = { 0 };
    struct page_variant *made = mem_alloc(sizeof *made);
    bool is_large = page->body->bytes.len > EFFORT_BYTES_MAX;
    struct shared *body =
        coded_body(page, is_large ? EFFORT_ONCE : EFFORT_KEPT, &encoding);
    write_etag(page, encoding, made->etag);
    made->whole = make_response(page, body, encoding, 200, made->etag, &none);
    made->unchanged = make_response(page, body, encoding, 304, made->etag, &none);
    shared_release(body);
    /* The page was answered once before it was kept, so its headers can be sent. */
    assert(made->whole != NULL && made->unchanged != NULL);
    return made;
}

const struct page_variant *page_variant(struct page *page, enum encoding encoding)
{
    if (!page->compresses)
        encoding = ENCODING_IDENTITY;
    struct page_variant *made =
        atomic_load_explicit(&page->variants[encoding], memory_order_acquire);
    if (made != NULL)
        return made;
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&page->making);
    made = atomic_load_explicit(&page->variants[encoding], memory_order_relaxed);
    if (made == NULL) {
        made = make_variant(page, encoding);
        atomic_store_explicit(&page->variants[encoding], made, memory_order_release);
    }
    return made;
}

struct MHD_Response *page_answer(const struct page *page, enum encoding encoding,
                                 struct str if_none_match,
                                 const struct page_extra *extra, int *ret_status)
{
    char etag[ETAG_SIZE];
    int status = page->status;
    struct shared *body = coded_body(page, EFFORT_ONCE, &encoding);
    write_etag(page, encoding, etag);
    if (status == 200 && etag_matches(if_none_match, etag))
        status = 304;
    struct MHD_Response *made = make_response(page, body, encoding, status,
                                              page->status == 200 ? etag : NULL, extra);
    shared_release(body);
    *ret_status = status;
    return made;
}
