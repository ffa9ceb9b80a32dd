/* Addresses with a query, value by value. Pure. */
#ifndef WORK_URL_QUERY_H
#define WORK_URL_QUERY_H

#include "base/buf.h"

/* Adds ?name=value, or &name=value behind another; whatever is not plain in the value
 * becomes %XX. */
void url_query_add(struct buf *url, const char *name, const char *value);

#endif
