/* Memory that is given back all at once: one arena per request, poll or record.
 *
 * Records and their strings live here, so no record has a free function. Allocation
 * never fails (out of memory aborts). Under AddressSanitizer each piece is a malloc of
 * its own, so overruns are still seen. Not shared between threads. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/attr.h"
#include "base/str.h"

struct arena_block;
struct arena {
    struct arena_block *blocks;
    size_t used; /* bytes handed out since init or reset */
};

void arena_done(struct arena *arena); /* afterwards empty and reusable */

/* Zeroed memory, aligned for anything. */
void *arena_alloc(struct arena *arena, size_t size) __attribute__((returns_nonnull));
#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, type, count)                                                \
    ((type *)arena_array((arena), sizeof(type), (count)))
void *arena_array(struct arena *arena, size_t size, size_t count);

/* Copies as C strings; a NUL byte inside ends the string early. */
char *arena_text(struct arena *arena, struct str text);
/* The same of a C string; NULL stays NULL. */
char *arena_text_or_null(struct arena *arena, const char *text);
char *arena_printf(struct arena *arena, const char *format, ...) PRINTF_LIKE(2, 3);

/* Room for one more in a growing array of the arena: returns `items`, moved when full.
 * Start with items NULL, count 0, *capacity 0. */
void *arena_grow(struct arena *arena, void *items, size_t size, size_t count,
                 size_t *capacity);
/* Appends `item` to the list {items, count, capacity} that lives in the arena. */
#define ARENA_PUSH(arena, list, item)                                                  \
    ((list)->items = arena_grow((arena), (list)->items, sizeof *(list)->items,         \
                                (list)->count, &(list)->capacity),                     \
     (list)->items[(list)->count++] = (item))

#endif
