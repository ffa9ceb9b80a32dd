/* FNV-1a and the system's random numbers; see hash.h. */
#include "base/hash.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

uint64_t hash_add(uint64_t hash, struct str bytes)
{
    for (size_t i = 0; i < bytes.len; i++)
        hash = (hash ^ (unsigned char)bytes.ptr[i]) * UINT64_C(0x100000001b3);
    return hash;
}

uint64_t hash_add_int(uint64_t hash, uint64_t number)
{
    for (int i = 0; i < 8; i++, number >>= 8)
        hash = (hash ^ (number & 0xFF)) * UINT64_C(0x100000001b3);
    return hash;
}

uint64_t hash_page(struct str bytes)
{
    uint64_t hash = HASH_START ^ bytes.len;
    for (uint64_t word; bytes.len >= sizeof word;
         bytes = str_from(bytes, sizeof word)) {
        memcpy(&word, bytes.ptr, sizeof word);
        hash = (hash ^ word) * UINT64_C(0x9e3779b97f4a7c15);
        hash ^= hash >> 32;
    }
    return hash_add(hash, bytes);
}

uint64_t random_bits(void)
{
    uint64_t bits;
    if (getrandom(&bits, sizeof bits, 0) != (ssize_t)sizeof bits)
        abort();
    return bits;
}
