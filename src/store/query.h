/* The statements of sql/query/, a name each: SQL_<FILE NAME>. */
#ifndef STORE_QUERY_H
#define STORE_QUERY_H

#define EMBED(stem, path, size, ...) SQL_##stem,
enum sql {
#include "query.def"
    SQL_COUNT
};
#undef EMBED

#endif
