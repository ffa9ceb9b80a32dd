/* Blocks in a chain, newest first; each twice the last up to a bound. See arena.h. */
#include "base/arena.h"

#include "base/attr.h"
#include "base/mem.h"

#include <assert.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_FIRST = 4 << 10, BLOCK_LARGEST = 256 << 10 };
/* So that AddressSanitizer sees an overrun of each piece. */
enum { ONE_PIECE_PER_BLOCK = HAS_SANITIZER };

struct arena_block {
    struct arena_block *older;
    size_t size, used;
    _Alignas(max_align_t) char bytes[];
};

void arena_done(struct arena *arena)
{
    while (arena->blocks != NULL) {
        struct arena_block *older = arena->blocks->older;
        free(arena->blocks);
        arena->blocks = older;
    }
    arena->used = 0;
}

static size_t next_block_size(const struct arena *arena, size_t wanted)
{
    size_t size = arena->blocks ? arena->blocks->size * 2 : BLOCK_FIRST;
    if (size > BLOCK_LARGEST)
        size = BLOCK_LARGEST;
    return ONE_PIECE_PER_BLOCK || size < wanted ? wanted : size;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    size_t wanted = (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
    assert(wanted >= size && wanted <= PTRDIFF_MAX / 2);
    struct arena_block *block = arena->blocks;
    if (block == NULL || block->size - block->used < wanted || ONE_PIECE_PER_BLOCK) {
        size_t block_size = next_block_size(arena, wanted);
        block = mem_alloc(sizeof *block + block_size);
        block->size = block_size;
        block->older = arena->blocks;
        arena->blocks = block;
    }
    void *piece = block->bytes + block->used;
    block->used += wanted;
    arena->used += wanted;
    return piece;
}

void *arena_array(struct arena *arena, size_t size, size_t count)
{
    size_t bytes = 0;
    bool overflow = __builtin_mul_overflow(size, count, &bytes);
    assert(!overflow);
    return arena_alloc(arena, bytes);
}

char *arena_text(struct arena *arena, struct str text)
{
    char *copy = arena_alloc(arena, text.len + 1);
    if (text.len > 0)
        memcpy(copy, text.ptr, text.len);
    return copy;
}

char *arena_text_or_null(struct arena *arena, const char *text)
{
    return text != NULL ? arena_text(arena, str_of(text)) : NULL;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    char small[256]; /* most texts are short, and are written once */
    int len = vsnprintf(small, sizeof small, format, args);
    assert(len >= 0);
    char *text = arena_alloc(arena, (size_t)len + 1);
    if ((size_t)len < sizeof small)
        memcpy(text, small, (size_t)len);
    else
        vsnprintf(text, (size_t)len + 1, format, again);
    va_end(again);
    va_end(args);
    return text;
}

void *arena_grow(struct arena *arena, void *items, size_t size, size_t count,
                 size_t *capacity)
{
    if (count < *capacity)
        return items;
    *capacity = *capacity ? *capacity * 2 : 8;
    void *moved = arena_array(arena, size, *capacity);
    if (count > 0)
        memcpy(moved, items, count * size);
    return moved;
}
