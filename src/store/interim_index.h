/* Goes as soon as these are there. */
#ifndef STORE_INTERIM_INDEX_H
#define STORE_INTERIM_INDEX_H

#include "index/segment.h"

#pragma weak query_facet

#endif
