/* Runs of numbers; see run.h. A run of three and more begins with a byte: the width of
 * most numbers, and whether exceptions follow (their count, then where they stand, then
 * their upper bytes). */
#include "index/run.h"

#include <assert.h>
#include <string.h>

enum {
    FEW = 2, /* numbers that are written as varints */
    HAS_EXCEPTIONS = 0x40,
    EXCEPTION_BYTES = 2,
    EXCEPTION_BITS = 8,
};

static unsigned bits_of(uint32_t value)
{
    return value == 0 ? 0 : 32 - (unsigned)__builtin_clz(value);
}

unsigned char *varint_write(unsigned char *out, uint64_t value)
{
    for (; value >= 0x80; value >>= 7)
        *out++ = (unsigned char)(value | 0x80);
    *out++ = (unsigned char)value;
    return out;
}

const unsigned char *varint_read_long(const unsigned char *at, const unsigned char *end,
                                      uint64_t *ret_value)
{
    uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        if (at == NULL || at >= end)
            return NULL;
        value |= (uint64_t)(*at & 0x7F) << shift;
        if (*at++ < 0x80) {
            *ret_value = value;
            return at;
        }
    }
    return NULL;
}

/* The width that takes the fewest bytes, exceptions counted. */
static unsigned best_width(const uint32_t *values, unsigned count,
                           unsigned *ret_exceptions)
{
    unsigned by_bits[PACK_WIDTH_MAX + 1] = { 0 }, widest = 0;
    for (unsigned i = 0; i < count; i++) {
        unsigned bits = bits_of(values[i]);
        by_bits[bits]++;
        widest = bits > widest ? bits : widest;
    }
    unsigned best = widest, exceptions = 0;
    size_t best_bytes = pack_bytes(count, widest);
    *ret_exceptions = 0;
    for (unsigned width = widest; width-- > 0 && widest - width <= EXCEPTION_BITS;) {
        exceptions += by_bits[width + 1];
        size_t bytes =
            pack_bytes(count, width) + 1 + (size_t)exceptions * EXCEPTION_BYTES;
        if (bytes >= best_bytes)
            continue;
        best = width;
        best_bytes = bytes;
        *ret_exceptions = exceptions;
    }
    return best;
}

static unsigned char *write_exceptions(unsigned char *out, const uint32_t *values,
                                       unsigned count, unsigned width,
                                       unsigned exceptions)
{
    unsigned char *where = out, *upper = out + exceptions;
    for (unsigned i = 0; i < count; i++) {
        if (bits_of(values[i]) <= width)
            continue;
        *where++ = (unsigned char)i;
        *upper++ = (unsigned char)(values[i] >> width);
    }
    assert(where == out + exceptions);
    return upper;
}

unsigned char *run_write(unsigned char *out, const uint32_t *values, unsigned count)
{
    assert(count <= RUN_MAX);
    if (count <= FEW) {
        for (unsigned i = 0; i < count; i++)
            out = varint_write(out, values[i]);
        return out;
    }
    unsigned exceptions = 0;
    unsigned width = best_width(values, count, &exceptions);
    *out++ = (unsigned char)(width | (exceptions ? HAS_EXCEPTIONS : 0));
    if (exceptions > 0)
        *out++ = (unsigned char)exceptions;
    if (count == PACK_BLOCK)
        pack_block(out, values, width);
    else
        pack_few(out, values, count, width);
    out += pack_bytes(count, width);
    return exceptions ? write_exceptions(out, values, count, width, exceptions) : out;
}

struct run_head {
    const unsigned char *packed, *exceptions, *behind;
    unsigned width, exception_count;
};

static bool read_head(const unsigned char *at, const unsigned char *end, unsigned count,
                      struct run_head *ret_head)
{
    if (at == NULL || at >= end)
        return false;
    struct run_head head = { .width = *at & (HAS_EXCEPTIONS - 1) };
    bool has_exceptions = *at++ & HAS_EXCEPTIONS;
    if (has_exceptions && at == end)
        return false;
    if (has_exceptions)
        head.exception_count = *at++;
    size_t packed = pack_bytes(count, head.width);
    size_t size = packed + (size_t)head.exception_count * EXCEPTION_BYTES;
    if (head.width > PACK_WIDTH_MAX || (size_t)(end - at) < size)
        return false;
    head.packed = at;
    head.exceptions = at + packed;
    head.behind = at + size;
    *ret_head = head;
    return true;
}

static bool patch(const struct run_head *head, uint32_t *values, unsigned count)
{
    const unsigned char *where = head->exceptions;
    const unsigned char *upper = where + head->exception_count;
    if (head->width >= PACK_WIDTH_MAX)
        return false;
    for (unsigned i = 0; i < head->exception_count; i++) {
        if (where[i] >= count)
            return false;
        values[where[i]] |= (uint32_t)upper[i] << head->width;
    }
    return true;
}

static const unsigned char *read_few(const unsigned char *at, const unsigned char *end,
                                     uint32_t *values, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        uint64_t value = 0;
        at = varint_read(at, end, &value);
        if (at == NULL || value > UINT32_MAX)
            return NULL;
        values[i] = (uint32_t)value;
    }
    return at;
}

const unsigned char *run_read(const unsigned char *at, const unsigned char *end,
                              uint32_t *values, unsigned count)
{
    struct run_head head;
    if (count <= FEW)
        return read_few(at, end, values, count);
    if (!read_head(at, end, count, &head))
        return NULL;
    if (count == PACK_BLOCK)
        unpack_block(head.packed, values, head.width);
    else
        unpack_few(head.packed, values, count, head.width);
    if (head.exception_count > 0 && !patch(&head, values, count))
        return NULL;
    return head.behind;
}

const unsigned char *run_skip(const unsigned char *at, const unsigned char *end,
                              unsigned count)
{
    uint32_t few[FEW];
    struct run_head head;
    if (count <= FEW)
        return read_few(at, end, few, count);
    return read_head(at, end, count, &head) ? head.behind : NULL;
}
