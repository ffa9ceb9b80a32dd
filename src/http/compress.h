/* Bodies in fewer bytes: which coding a client takes, and making it. Pure. */
#ifndef HTTP_COMPRESS_H
#define HTTP_COMPRESS_H

#include "base/buf.h"

enum encoding { ENCODING_IDENTITY, ENCODING_GZIP, ENCODING_BROTLI, ENCODING_COUNT };

enum effort {
    EFFORT_ONCE, /* for an answer that is sent once: 200 KB in about a millisecond */
    EFFORT_KEPT, /* for one that is sent many times */
};

enum { COMPRESS_BYTES_MIN = 1024 }; /* below, a coding saves no packet */

/* The best that an Accept-Encoding header allows: brotli, else gzip, else as it is.
 * q=0 forbids; other weights do not matter. */
enum encoding encoding_accepted(struct str accept_encoding);
const char *encoding_name(enum encoding encoding); /* NULL for identity */
/* Text, scripts, JSON, XML and SVG; not fonts and pictures. */
bool content_compresses(const char *content_type);
/* False when the coded bytes would not be fewer. */
NODISCARD bool compress_bytes(enum encoding encoding, enum effort effort,
                              struct str bytes, struct buf *ret_coded);

#endif
