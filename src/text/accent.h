/* The marks that TeX's accents put on letters, and TeX's own letters, as Unicode. Const
 * tables; pure functions. */
#ifndef TEXT_ACCENT_H
#define TEXT_ACCENT_H

#include "base/str.h"

#include <stdint.h>

/* The combining mark of TeX's \' \" \v …; 0 if `name` is no accent. */
uint32_t accent_mark(struct str name);
/* The one character that base and mark make; 0 if there is none. */
uint32_t accent_compose(uint32_t base, uint32_t mark);
/* The character of \ss \o \AE \i …; 0 if `name` is no letter of TeX's. */
uint32_t accent_letter(struct str name);
/* The character of a symbol that arXiv writes as {\mu} or {\deg} where an author typed
 * it outside math; 0 if it is none. */
uint32_t accent_symbol(struct str name);
/* "\b{eta}" is what became of \beta when a program took it for an accent: the letter
 * meant, or 0. */
uint32_t accent_torn(struct str accent, struct str argument);

#endif
