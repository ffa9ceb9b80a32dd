/* Names for the compiler attributes that the style relies on. */
#ifndef BASE_ATTR_H
#define BASE_ATTR_H

#define NODISCARD __attribute__((warn_unused_result))
#define PRINTF_LIKE(text, first) __attribute__((format(printf, text, first)))
/* Calls `release(&variable)` when the variable leaves its scope. */
#define CLEANUP(release) __attribute__((cleanup(release), unused))
#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

#endif
