/* A few thousand neighbouring documents of a segment, a bit each: what is found is
 * worked out a window at a time, so that whole runs of documents are joined, excluded,
 * counted and skipped at once, and all of it stays in the processor's cache. */
#ifndef INDEX_WINDOW_H
#define INDEX_WINDOW_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { WINDOW_DOCS = 4096, WINDOW_WORDS = WINDOW_DOCS / 64 };

struct window {
    uint32_t first, end; /* documents; first is a multiple of WINDOW_DOCS */
    uint64_t bits[WINDOW_WORDS];
};

/* The window that `doc` stands in, with the documents from `doc` on set. */
static inline void window_open(struct window *window, uint32_t doc, uint32_t docs)
{
    window->first = doc - doc % WINDOW_DOCS;
    uint32_t left = docs - window->first;
    window->end = window->first + (left < WINDOW_DOCS ? left : WINDOW_DOCS);
    memset(window->bits, 0, sizeof window->bits);
    uint32_t from = doc - window->first, to = window->end - window->first;
    for (uint32_t word = from / 64; word * 64 < to; word++)
        window->bits[word] = UINT64_MAX;
    window->bits[from / 64] &= UINT64_MAX << from % 64;
    if (to % 64 != 0)
        window->bits[to / 64] &= (UINT64_C(1) << to % 64) - 1;
}

static inline bool window_has(const struct window *window, uint32_t doc)
{
    uint32_t at = doc - window->first;
    return (window->bits[at / 64] >> at % 64 & 1) != 0;
}

static inline void window_set(struct window *window, uint32_t doc)
{
    uint32_t at = doc - window->first;
    window->bits[at / 64] |= UINT64_C(1) << at % 64;
}

static inline void window_drop(struct window *window, uint32_t doc)
{
    uint32_t at = doc - window->first;
    window->bits[at / 64] &= ~(UINT64_C(1) << at % 64);
}

static inline uint32_t window_count(const struct window *window)
{
    uint32_t count = 0;
    for (int i = 0; i < WINDOW_WORDS; i++)
        count += (uint32_t)__builtin_popcountll(window->bits[i]);
    return count;
}

static inline bool window_is_empty(const struct window *window)
{
    uint64_t any = 0;
    for (int i = 0; i < WINDOW_WORDS; i++)
        any |= window->bits[i];
    return any == 0;
}

static inline void window_and(struct window *window, const struct window *other)
{
    for (int i = 0; i < WINDOW_WORDS; i++)
        window->bits[i] &= other->bits[i];
}

static inline void window_or(struct window *window, const struct window *other)
{
    for (int i = 0; i < WINDOW_WORDS; i++)
        window->bits[i] |= other->bits[i];
}

static inline void window_and_not(struct window *window, const struct window *other)
{
    for (int i = 0; i < WINDOW_WORDS; i++)
        window->bits[i] &= ~other->bits[i];
}

/* The first set document >= *doc: for (doc = first; window_next(…, &doc); doc++). */
static inline bool window_next(const struct window *window, uint32_t *doc)
{
    uint32_t at = *doc - window->first;
    if (at >= WINDOW_DOCS)
        return false;
    uint64_t word = window->bits[at / 64] >> at % 64;
    if (word != 0) {
        *doc += (uint32_t)__builtin_ctzll(word);
        return true;
    }
    for (uint32_t i = at / 64 + 1; i < WINDOW_WORDS; i++) {
        if (window->bits[i] != 0) {
            *doc = window->first + i * 64 + (uint32_t)__builtin_ctzll(window->bits[i]);
            return true;
        }
    }
    return false;
}

#endif
