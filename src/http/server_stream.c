/* Streams in libmicrohttpd 0.9.75; see server_stream.h. Its rules, which are kept here:
 * a reader that returns 0 without being suspended is called again at once and for ever;
 * only the connection's own thread may suspend it, any may resume it, once; it does not
 * stop while one is suspended (the keeper ends them all before); it may use `made`
 * until it calls stream_free, and the descriptor is open until after that. */
#include "http/server_stream.h"

#include "base/clock.h"
#include "base/mem.h"
#include "http/server_page.h"

enum { BLOCK_BYTES = 4096 }; /* at a time to an HTTP/1.0 client; others take more */

struct stream {
    struct kept kept; /* first, so that a follower's address is its stream's */
    struct server *server;
    struct MHD_Connection *connection;
};

static int64_t now_ms(void)
{
    return clock_monotonic_us() / 1000;
}

static void suspend(struct follower *follower)
{
    MHD_suspend_connection(((struct stream *)follower)->connection);
}

static void resume(struct follower *follower)
{
    MHD_resume_connection(((struct stream *)follower)->connection);
}

static ssize_t stream_read(void *context, uint64_t position, char *out, size_t max)
{
    (void)position;
    struct stream *stream = context;
    ssize_t len = follower_read(&stream->kept.follower, out, max, now_ms());
    return len == FOLLOWER_ENDS ? MHD_CONTENT_READER_END_OF_STREAM : len;
}

static void stream_free(void *context)
{
    struct stream *stream = context;
    keeper_leave(&stream->server->keeper, &stream->kept);
    follower_leave(&stream->kept.follower);
    atomic_fetch_sub_explicit(&stream->server->counters.streams, 1,
                              memory_order_relaxed);
    free(stream);
}

static struct stream *stream_new(struct server *server, const struct reader *reader,
                                 struct response *response, struct err *err)
{
    struct stream *stream = mem_alloc(sizeof *stream);
    stream->server = server;
    stream->connection = reader->connection;
    stream->kept = (struct kept){ .follower = { .suspend = suspend, .resume = resume },
                                  .fd = reader->fd,
                                  .network = reader->network,
                                  .exempt = reader->exempt };
    follower_join(&stream->kept.follower, &response->stream, &response->body, now_ms());
    if (keeper_join(&server->keeper, &stream->kept, now_ms(), err)) {
        atomic_fetch_add_explicit(&server->counters.streams, 1, memory_order_relaxed);
        return stream;
    }
    atomic_fetch_add_explicit(&server->counters.refused, 1, memory_order_relaxed);
    follower_leave(&stream->kept.follower);
    free(stream);
    return NULL;
}

/* No proxy may keep it or hold it back until it is whole (nginx would). */
static bool add_headers(struct MHD_Response *made, const struct response *response,
                        const struct page_extra *extra)
{
    const struct response_header of_streams[] = {
        { "Content-Type", response->content_type },
        { "Cache-Control", "no-store" },
        { "X-Accel-Buffering", "no" },
    };
    for (size_t i = 0; i < COUNT_OF(of_streams); i++)
        if (MHD_add_response_header(made, of_streams[i].name, of_streams[i].value) !=
            MHD_YES)
            return false;
    return page_add_headers(made, response->headers, response->header_count, extra);
}

struct MHD_Response *stream_open(struct server *server, const struct reader *reader,
                                 struct response *response, struct err *err)
{
    struct page_extra extra = { 0 };
    struct stream *stream = stream_new(server, reader, response, err);
    if (stream == NULL)
        return NULL;
    struct MHD_Response *made = MHD_create_response_from_callback(
        MHD_SIZE_UNKNOWN, BLOCK_BYTES, stream_read, stream, stream_free);
    if (made == NULL)
        abort(); /* out of memory */
    /* Chunked, it would send the last chunk after the head of a HEAD. */
    if (reader->head_only)
        MHD_set_response_options(made, MHD_RF_HTTP_1_0_COMPATIBLE_STRICT, MHD_RO_END);
    if (response->asked_store)
        extra.started_us = reader->started_us;
    if (add_headers(made, response, &extra))
        return made;
    MHD_destroy_response(made);
    err_set(err, ERR_BROKEN, "a header cannot be sent");
    return NULL;
}
