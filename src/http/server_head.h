/* Reads a request's head a second time, where libmicrohttpd 0.9.75 left it, because
 * what it reports is not all that was sent: a folded line is glued to the wrong place
 * ("Content-Leng: 5", " th" becomes Content-Length), a NUL cuts a value or the target
 * short, a line without a name vanishes, a bare line feed ends a line. A proxy in front
 * may have read each of these differently.
 *
 * 0.9.75 parses in place: in its buffer, separators have become NULs. So the whole head
 * must be: method NUL target NUL version NUL NUL { name NUL spaces value NUL NUL } NUL
 * NUL. Pointers only are compared before any byte is read. */
#ifndef HTTP_SERVER_HEAD_H
#define HTTP_SERVER_HEAD_H

#include "base/str.h"

struct head_walk {
    const char *at; /* the end of what was seen */
    bool sound;
};

/* True for the version whose layout we know; others are not walked. */
bool head_is_known(void);
/* target_len as it was before libmicrohttpd took it apart. */
void head_begin(struct head_walk *walk, const char *method, size_t target_len,
                const char *version);
void head_field(struct head_walk *walk, struct str name, struct str value);
bool head_end(const struct head_walk *walk, const char *end);

#endif
