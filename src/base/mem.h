/* Heap memory that is there or the program ends: out of memory is not an error that
 * anybody handles. Free with free(). */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

void *mem_alloc(size_t size) __attribute__((returns_nonnull)); /* zeroed */
void *mem_resize(void *ptr, size_t size) __attribute__((returns_nonnull));
char *mem_text(const char *text); /* a copy; NULL stays NULL */

#endif
