/* Bit packing by vectors of four; see bit_pack.h. One copy of the loop is compiled a
 * width, so that each shift is a constant. */
#include "index/bit_pack.h"

#include <string.h>

typedef uint32_t vector __attribute__((vector_size(16)));
enum { LANES = 4, ROWS = PACK_BLOCK / LANES };

static inline vector load(const void *from)
{
    vector v;
    memcpy(&v, from, sizeof v);
    return v;
}

static inline void store(void *to, vector v)
{
    memcpy(to, &v, sizeof v);
}

static inline __attribute__((always_inline)) void unpack_width(const unsigned char *in,
                                                               uint32_t *values,
                                                               const unsigned width)
{
    const vector mask = (vector){} + (uint32_t)((UINT64_C(1) << width) - 1);
    vector word = load(in);
#pragma GCC unroll 32
    for (unsigned row = 0; row < ROWS; row++) {
        unsigned bit = row * width % 32;
        vector v = word >> bit;
        if (bit + width >= 32 && row < ROWS - 1) {
            in += sizeof word;
            word = load(in);
            if (bit + width > 32)
                v |= word << (32 - bit);
        }
        store(values + (size_t)row * LANES, v & mask);
    }
}

/* clang-format off */
#define WIDTHS(X)                                                                      \
    X(1) X(2) X(3) X(4) X(5) X(6) X(7) X(8) X(9) X(10) X(11) X(12) X(13) X(14) X(15)   \
    X(16) X(17) X(18) X(19) X(20) X(21) X(22) X(23) X(24) X(25) X(26) X(27) X(28)      \
    X(29) X(30) X(31) X(32)
/* clang-format on */

void unpack_block(const unsigned char *in, uint32_t values[PACK_BLOCK], unsigned width)
{
    switch (width) {
#define CASE(n)                                                                        \
    case n:                                                                            \
        unpack_width(in, values, n);                                                   \
        return;
        WIDTHS(CASE)
    default:
        memset(values, 0, PACK_BLOCK * sizeof *values);
    }
}

void pack_block(unsigned char *out, const uint32_t values[PACK_BLOCK], unsigned width)
{
    const vector mask = (vector){} + (uint32_t)((UINT64_C(1) << width) - 1);
    vector word = {};
    for (unsigned row = 0; row < ROWS && width > 0; row++) {
        unsigned bit = row * width % 32;
        vector v = load(values + (size_t)row * LANES) & mask;
        word |= v << bit;
        if (bit + width < 32)
            continue;
        store(out, word);
        out += sizeof word;
        word = bit + width > 32 ? v >> (32 - bit) : (vector){};
    }
}

void pack_few(unsigned char *out, const uint32_t *values, unsigned count,
              unsigned width)
{
    const uint64_t mask = (UINT64_C(1) << width) - 1;
    uint64_t word = 0;
    unsigned bits = 0;
    for (unsigned i = 0; i < count; i++) {
        word |= (values[i] & mask) << bits;
        for (bits += width; bits >= 8; bits -= 8, word >>= 8)
            *out++ = (unsigned char)word;
    }
    if (bits > 0)
        *out = (unsigned char)word;
}

void unpack_few(const unsigned char *in, uint32_t *values, unsigned count,
                unsigned width)
{
    /* Padded, so that eight bytes can be read at each number. */
    unsigned char bytes[PACK_BLOCK * sizeof(uint32_t) + sizeof(uint64_t)];
    const uint64_t mask = (UINT64_C(1) << width) - 1;
    size_t size = pack_bytes(count, width);
    memcpy(bytes, in, size);
    memset(bytes + size, 0, sizeof(uint64_t));
    for (size_t i = 0, bit = 0; i < count; i++, bit += width) {
        uint64_t word;
        memcpy(&word, bytes + bit / 8, sizeof word);
        values[i] = (uint32_t)(word >> bit % 8 & mask);
    }
}

void add_up_gaps(uint32_t values[PACK_BLOCK], uint32_t before)
{
    const vector zero = {}, one = zero + 1;
    vector last = zero + before;
    for (unsigned row = 0; row < ROWS; row++) {
        vector v = load(values + (size_t)row * LANES) + one;
        v += __builtin_shufflevector(zero, v, 0, 4, 5, 6);
        v += __builtin_shufflevector(zero, v, 0, 0, 4, 5);
        v += last;
        store(values + (size_t)row * LANES, v);
        last = __builtin_shufflevector(v, v, 3, 3, 3, 3);
    }
}
