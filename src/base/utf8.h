/* UTF-8, strictly (Unicode 15, table 3-7): no surrogates, no overlong forms.
 * Pure functions over bytes. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/buf.h"
#include "base/str.h"

#include <stdint.h>

/* Takes the next character off *s. An ill-formed byte gives U+FFFD and is skipped.
 * *s must not be empty. */
uint32_t utf8_next(struct str *s);
void utf8_put(struct buf *out, uint32_t character);
bool utf8_valid(struct str s);
/* The largest length <= len that does not cut a character of `text` in two. */
size_t utf8_floor(const char *text, size_t len);
/* What U+0080 to U+009F mean where windows-1252 was taken for Latin-1, as browsers read
 * &#128; to &#159; (https://encoding.spec.whatwg.org/index-windows-1252.txt); any other
 * character, and the five that it leaves open, itself. */
uint32_t utf8_of_windows(uint32_t character);
/* Characters that no reader should meet: C0/C1 controls but tab and line feed, zero
 * width, direction and tag marks, byte order marks, non-characters. */
bool utf8_is_invisible(uint32_t character);

#endif
