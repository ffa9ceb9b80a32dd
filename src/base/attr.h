/* Names for the compiler attributes that the style relies on. */
#ifndef BASE_ATTR_H
#define BASE_ATTR_H

#define NODISCARD __attribute__((warn_unused_result))
#define PRINTF_LIKE(text, first) __attribute__((format(printf, text, first)))
/* Calls `release(&variable)` when the variable leaves its scope. */
#define CLEANUP(release) __attribute__((cleanup(release), unused))
#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* 1 in builds that a sanitizer watches: slower, hungrier, and they write reports. */
#ifndef __has_feature /* clang's way of saying __SANITIZE_ADDRESS__ */
#define __has_feature(name) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) ||                   \
    __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define HAS_SANITIZER 1
#else
#define HAS_SANITIZER 0
#endif

#endif
