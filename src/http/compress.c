/* gzip and brotli; see compress.h. */
#define ZLIB_CONST /* next_in points to const bytes */
#include "http/compress.h"

#include "base/mem.h"

#include <assert.h>
#include <brotli/encode.h>
#include <string.h>
#include <zlib.h>

enum { GZIP_WINDOW = 15 + 16, GZIP_MEMORY = 8, BROTLI_WINDOW = 20 };

static const int gzip_level[] = { [EFFORT_ONCE] = 1, [EFFORT_KEPT] = 5 };
static const int brotli_level[] = { [EFFORT_ONCE] = 1, [EFFORT_KEPT] = 5 };

/* "q=0", "q=0.0", "q=0.000" */
static bool is_forbidden(struct str parameters)
{
    while (parameters.len > 0) {
        struct str parameter = str_trim(str_cut(&parameters, ';'));
        if (!str_skip(&parameter, LIT("q=")) && !str_skip(&parameter, LIT("Q=")))
            continue;
        return str_has_only(parameter, "0.");
    }
    return false;
}

enum encoding encoding_accepted(struct str accept_encoding)
{
    enum { UNSAID, NO, YES } gzip = UNSAID, brotli = UNSAID, any = UNSAID;
    while (accept_encoding.len > 0) {
        struct str item = str_cut(&accept_encoding, ',');
        struct str name = str_trim(str_cut(&item, ';'));
        int said = is_forbidden(item) ? NO : YES;
        if (str_eq_nocase(name, LIT("br")))
            brotli = said;
        else if (str_eq_nocase(name, LIT("gzip")) || str_eq_nocase(name, LIT("x-gzip")))
            gzip = said;
        else if (str_eq(name, LIT("*")))
            any = said;
    }
    if (brotli == YES || (brotli == UNSAID && gzip != YES && any == YES))
        return ENCODING_BROTLI;
    return gzip == YES || (gzip == UNSAID && any == YES) ? ENCODING_GZIP
                                                         : ENCODING_IDENTITY;
}

const char *encoding_name(enum encoding encoding)
{
    static const char *const names[] = {
        [ENCODING_IDENTITY] = NULL, [ENCODING_GZIP] = "gzip", [ENCODING_BROTLI] = "br"
    };
    return names[encoding];
}

bool content_compresses(const char *content_type)
{
    if (content_type == NULL)
        return false;
    struct str type = str_of(content_type);
    return str_starts(type, LIT("text/")) || strstr(content_type, "json") != NULL ||
           strstr(content_type, "xml") != NULL ||
           strstr(content_type, "javascript") != NULL;
}

static bool gzip_into(int level, struct str bytes, char *out, size_t *len)
{
    z_stream stream = { 0 };
    if (bytes.len > UINT32_MAX || *len > UINT32_MAX ||
        deflateInit2(&stream, level, Z_DEFLATED, GZIP_WINDOW, GZIP_MEMORY,
                     Z_DEFAULT_STRATEGY) != Z_OK)
        return false;
    stream.next_in = (const Bytef *)bytes.ptr;
    stream.avail_in = (uInt)bytes.len;
    stream.next_out = (Bytef *)out;
    stream.avail_out = (uInt)*len;
    bool whole = deflate(&stream, Z_FINISH) == Z_STREAM_END;
    *len = stream.total_out;
    deflateEnd(&stream);
    return whole;
}

static bool brotli_into(int level, struct str bytes, char *out, size_t *len)
{
    return BrotliEncoderCompress(level, BROTLI_WINDOW, BROTLI_MODE_TEXT, bytes.len,
                                 (const uint8_t *)bytes.ptr, len,
                                 (uint8_t *)out) == BROTLI_TRUE;
}

bool compress_bytes(enum encoding encoding, enum effort effort, struct str bytes,
                    struct buf *ret_coded)
{
    assert(encoding == ENCODING_GZIP || encoding == ENCODING_BROTLI);
    if (bytes.len == 0)
        return false;
    size_t len = bytes.len - 1;
    char *coded = mem_alloc(len + 1);
    bool smaller = encoding == ENCODING_GZIP
                       ? gzip_into(gzip_level[effort], bytes, coded, &len)
                       : brotli_into(brotli_level[effort], bytes, coded, &len);
    if (!smaller) {
        free(coded);
        return false;
    }
    *ret_coded = (struct buf){ .ptr = coded, .len = len, .cap = bytes.len, .max = len };
    return true;
}
