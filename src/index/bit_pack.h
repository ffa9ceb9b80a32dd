/* Whole numbers in as few bits as the largest of them needs: what all runs of postings
 * are made of. Full blocks of 128 are laid out in four lanes, so that a vector unit
 * unpacks four numbers at once (Lemire & Boytsov: "Decoding billions of integers per
 * second through vectorization", 2015); shorter ones lie one behind the other. Pure. */
#ifndef INDEX_BIT_PACK_H
#define INDEX_BIT_PACK_H

#include <stddef.h>
#include <stdint.h>

enum { PACK_BLOCK = 128, PACK_WIDTH_MAX = 32 };

/* Bytes that `count` numbers of `width` bits take. */
static inline size_t pack_bytes(unsigned count, unsigned width)
{
    return ((size_t)count * width + 7) / 8;
}

/* Bits above `width` are left out. */
void pack_block(unsigned char *out, const uint32_t values[PACK_BLOCK], unsigned width);
void unpack_block(const unsigned char *in, uint32_t values[PACK_BLOCK], unsigned width);

/* Any count up to PACK_BLOCK. Writes or reads pack_bytes(count, width) bytes. */
void pack_few(unsigned char *out, const uint32_t *values, unsigned count,
              unsigned width);
void unpack_few(const unsigned char *in, uint32_t *values, unsigned count,
                unsigned width);

/* Gaps, each one less than it is, into the numbers behind `before`, added up. */
void add_up_gaps(uint32_t values[PACK_BLOCK], uint32_t before);

#endif
