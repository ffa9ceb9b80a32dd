/* What is kept and in which coding it goes out, over real sockets. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "http/test_site.h"

#include <zlib.h>

static void a_kept_page_is_drawn_once_until_the_generation_changes(void **state)
{
    CLEANUP(reply_done) struct reply first = { 0 }, second = { 0 };
    const char *request = "GET /page HTTP/1.1\r\n" HOST "\r\n";
    ask(*state, request, &first);
    assert_non_null(reply_header(&first, "Server-Timing"));
    for (int i = 0; i < 3; i++) {
        ask(*state, request, &second);
        assert_null(reply_header(&second, "Server-Timing"));
        assert_true(str_eq(buf_str(&first.body), buf_str(&second.body)));
    }
    assert_int_equal(site.calls, 1);
    assert_int_equal(server_counters(*state)->cache_hits, 3);
    site.generation = 2;
    ask(*state, request, &second);
    assert_int_equal(site.calls, 2);
    assert_false(str_eq(buf_str(&first.body), buf_str(&second.body)));
    ask(*state, "GET /fresh HTTP/1.1\r\n" HOST "\r\n", &second);
    ask(*state, "GET /fresh HTTP/1.1\r\n" HOST "\r\n", &second);
    assert_int_equal(site.calls, 4);
}

static void inflate_to(struct str coded, struct buf *out)
{
    static unsigned char bytes[1 << 20];
    z_stream stream = { 0 };
    assert_int_equal(inflateInit2(&stream, 31), Z_OK);
    stream.next_in = (Bytef *)(uintptr_t)coded.ptr;
    stream.avail_in = (uInt)coded.len;
    stream.next_out = bytes;
    stream.avail_out = sizeof bytes;
    assert_int_equal(inflate(&stream, Z_FINISH), Z_STREAM_END);
    buf_add(out, (struct str){ (const char *)bytes, stream.total_out });
    inflateEnd(&stream);
}

static void each_coding_has_its_own_etag_and_304(void **state)
{
    static const char *const paths[] = { "/page", "/page", "/fresh" };
    static const char *const codings[] = { "identity", "gzip", "br" };
    char etags[COUNT_OF(codings)][64], request[512];
    CLEANUP(reply_done) struct reply reply = { 0 }, again = { 0 };
    for (size_t p = 0; p < COUNT_OF(paths); p++)
        for (size_t c = 0; c < COUNT_OF(codings); c++) {
            snprintf(request, sizeof request,
                     "GET %s HTTP/1.1\r\n" HOST "Accept-Encoding: %s\r\n\r\n", paths[p],
                     codings[c]);
            ask(*state, request, &reply);
            assert_int_equal(reply.status, 200);
            assert_string_equal(reply_header(&reply, "Vary"), "Accept-Encoding");
            snprintf(etags[c], sizeof etags[c], "%s", reply_header(&reply, "ETag"));
            const char *coding = reply_header(&reply, "Content-Encoding");
            assert_string_equal(coding ? coding : "identity", codings[c]);
            snprintf(request, sizeof request,
                     "GET %s HTTP/1.1\r\n" HOST
                     "Accept-Encoding: %s\r\nIf-None-Match: \"x\", W/%s\r\n\r\n",
                     paths[p], codings[c], etags[c]);
            ask(*state, request, &again);
            assert_int_equal(again.status, 304);
            assert_string_equal(reply_header(&again, "ETag"), etags[c]);
            assert_int_equal(reply_length(&again), reply.body.len);
            assert_true(c == 0 || strcmp(etags[c], etags[c - 1]) != 0);
        }
}

static void gzip_gives_the_same_page(void **state)
{
    CLEANUP(reply_done) struct reply plain = { 0 }, coded = { 0 };
    CLEANUP(buf_done) struct buf back = buf_upto(1 << 20);
    ask(*state, "GET /page HTTP/1.1\r\n" HOST "\r\n", &plain);
    ask(*state, "GET /page HTTP/1.1\r\n" HOST "Accept-Encoding: gzip\r\n\r\n", &coded);
    assert_true(coded.body.len < plain.body.len / 2);
    inflate_to(buf_str(&coded.body), &back);
    assert_true(str_eq(buf_str(&back), buf_str(&plain.body)));
}

static void files_are_served_for_ever_under_their_version(void **state)
{
    size_t count;
    char request[512];
    CLEANUP(reply_done) struct reply reply = { 0 };
    const struct asset *asset = &asset_all(&count)[0];
    static const struct {
        const char *version, *control;
    } cases[] = { { NULL, "public, max-age=31536000, immutable" },
                  { "", "no-cache" },
                  { "00000000/", "no-cache" } };
    for (size_t i = 0; i < COUNT_OF(cases) * 2; i++) {
        size_t k = i / 2; /* drawn, then kept; a new generation does not matter */
        site.generation++;
        snprintf(request, sizeof request, "GET /static/%s%s%s HTTP/1.1\r\n" HOST "\r\n",
                 cases[k].version ? cases[k].version : asset_version(),
                 cases[k].version ? "" : "/", asset->path);
        ask(*state, request, &reply);
        assert_int_equal(reply.status, 200);
        assert_true(str_eq(buf_str(&reply.body), asset->bytes));
        assert_string_equal(reply_header(&reply, "Cache-Control"), cases[k].control);
    }
    assert_true(server_counters(*state)->cache_hits >= 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_ONE(a_kept_page_is_drawn_once_until_the_generation_changes),
        ON_ONE(each_coding_has_its_own_etag_and_304),
        ON_ONE(gzip_gives_the_same_page),
        ON_ONE(files_are_served_for_ever_under_their_version),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
