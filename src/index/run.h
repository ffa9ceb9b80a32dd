/* A run: up to 128 whole numbers of one kind (gaps, codes, places), packed as wide as
 * most of them need; the few that need more have their upper byte behind (PFOR:
 * Zukowski et al., "Super-scalar RAM-CPU cache compression", 2006). One or two are
 * varints.
 *
 * Readers are given where the bytes end and never look behind. Pure. */
#ifndef INDEX_RUN_H
#define INDEX_RUN_H

#include "index/bit_pack.h"

#include <stdbool.h>

enum {
    RUN_MAX = PACK_BLOCK,
    RUN_BYTES_MAX = 2 + RUN_MAX * 6, /* what one run takes at most */
    VARINT_BYTES_MAX = 10,
};

/* Each returns the byte behind. */
unsigned char *run_write(unsigned char *out, const uint32_t *values, unsigned count);
unsigned char *varint_write(unsigned char *out, uint64_t value);

/* Each returns the byte behind, or NULL: the bytes end too early or make no sense. */
const unsigned char *run_read(const unsigned char *at, const unsigned char *end,
                              uint32_t *values, unsigned count);
const unsigned char *run_skip(const unsigned char *at, const unsigned char *end,
                              unsigned count);
const unsigned char *varint_read_long(const unsigned char *at, const unsigned char *end,
                                      uint64_t *ret_value);
static inline const unsigned char *varint_read(const unsigned char *at,
                                               const unsigned char *end,
                                               uint64_t *ret_value)
{
    if (at == NULL || at >= end)
        return NULL;
    *ret_value = *at;
    return *at < 0x80 ? at + 1 : varint_read_long(at, end, ret_value);
}

#endif
