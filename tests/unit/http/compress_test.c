/* Which coding a client takes, and that what is coded comes back. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "base/mem.h"
#include "http/compress.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

static const struct {
    const char *accepts;
    enum encoding encoding;
} cases[] = {
    { "", ENCODING_IDENTITY },
    { "gzip", ENCODING_GZIP },
    { "GZIP", ENCODING_GZIP },
    { "x-gzip", ENCODING_GZIP },
    { "br", ENCODING_BROTLI },
    { "gzip, deflate, br, zstd", ENCODING_BROTLI },
    { "gzip,br", ENCODING_BROTLI },
    { "gzip;q=1.0, br;q=0.5", ENCODING_BROTLI },
    { "gzip, br;q=0", ENCODING_GZIP },
    { "gzip;q=0, br;q=0.000", ENCODING_IDENTITY },
    { "br; Q=0 , gzip ; q=0.001", ENCODING_GZIP },
    { "identity", ENCODING_IDENTITY },
    { "deflate", ENCODING_IDENTITY },
    { "gzipped", ENCODING_IDENTITY },
    { "*", ENCODING_BROTLI },
    { "*;q=0", ENCODING_IDENTITY },
    { "*, br;q=0", ENCODING_GZIP },
    { "gzip, *;q=0", ENCODING_GZIP },
    { ",,;;,q=0", ENCODING_IDENTITY },
};

static void the_best_allowed_coding_is_taken(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        if (encoding_accepted(str_of(cases[i].accepts)) != cases[i].encoding)
            fail_msg("%s", cases[i].accepts);
}

static void text_compresses_and_fonts_do_not(void **state)
{
    (void)state;
    assert_true(content_compresses("text/html; charset=utf-8"));
    assert_true(content_compresses("application/json"));
    assert_true(content_compresses("application/atom+xml"));
    assert_true(content_compresses("image/svg+xml"));
    assert_false(content_compresses("font/woff2"));
    assert_false(content_compresses("image/png"));
    assert_false(content_compresses(NULL));
}

static void gzip_comes_back(void **state)
{
    (void)state;
    CLEANUP(buf_done) struct buf text = buf_upto(1 << 20);
    for (int i = 0; i < 3000; i++)
        buf_printf(&text, "paper %d of the day\n", i);
    for (int effort = EFFORT_ONCE; effort <= EFFORT_KEPT; effort++) {
        CLEANUP(buf_done) struct buf coded = { 0 };
        char *back = mem_alloc(text.len);
        z_stream stream = { 0 };
        assert_true(
            compress_bytes(ENCODING_GZIP, (enum effort)effort, buf_str(&text), &coded));
        assert_true(coded.len < text.len / 2);
        assert_int_equal(inflateInit2(&stream, 31), Z_OK);
        stream.next_in = (Bytef *)coded.ptr;
        stream.avail_in = (uInt)coded.len;
        stream.next_out = (Bytef *)back;
        stream.avail_out = (uInt)text.len;
        assert_int_equal(inflate(&stream, Z_FINISH), Z_STREAM_END);
        assert_int_equal(stream.total_out, text.len);
        assert_memory_equal(back, text.ptr, text.len);
        inflateEnd(&stream);
        free(back);
    }
}

static void what_would_grow_is_left_alone(void **state)
{
    (void)state;
    struct buf coded = { 0 };
    assert_false(compress_bytes(ENCODING_GZIP, EFFORT_ONCE, LIT("a7Zq"), &coded));
    assert_false(compress_bytes(ENCODING_BROTLI, EFFORT_KEPT, LIT("x"), &coded));
    assert_false(compress_bytes(ENCODING_BROTLI, EFFORT_KEPT, LIT(""), &coded));
    assert_null(coded.ptr);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_best_allowed_coding_is_taken),
        cmocka_unit_test(text_compresses_and_fonts_do_not),
        cmocka_unit_test(gzip_comes_back),
        cmocka_unit_test(what_would_grow_is_left_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
