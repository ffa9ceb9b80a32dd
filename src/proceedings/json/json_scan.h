/* How deep in a JSON value we are, sign by sign: enough to know where an object ends
 * without keeping it, and to doubt it as soon as its signs cannot follow each other.
 * Whether it is JSON to the letter is json_read's affair. Pure. */
#ifndef PROCEEDINGS_JSON_SCAN_H
#define PROCEEDINGS_JSON_SCAN_H

#include "base/str.h"

struct json_scan {
    uint64_t arrays; /* bit n: level n + 1 is an array; deeper levels are not known */
    int64_t depth;   /* 0 after a value's last sign */
    bool in_string, escaped;
    bool suspect;  /* two signs that no JSON has beside each other */
    char last;     /* the last sign that counts: a bracket, ':', ',', '"', 'a' for the
                      letters and digits of other values; 0 at the start */
    int64_t signs; /* commas so far: about as many values */
};

void json_scan_sign(struct json_scan *scan, char c);
/* May an object or a list start here? */
bool json_scan_may_open(const struct json_scan *scan);
/* How many bytes of `text` are plain text of the string that we are in. */
size_t json_scan_plain(const struct json_scan *scan, struct str text);

#endif
