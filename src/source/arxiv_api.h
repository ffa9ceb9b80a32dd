/* The query API's Atom (info.arxiv.org/help/api/user-manual.html), both the server of
 * before November 2025 and the one since.
 *
 * ERR_REFUSED: the API's fake "Error" entry, with its summary; ERR_INVALID: not an
 * answer of the API. Unknown ids are simply not among the entries. Pure. */
#ifndef SOURCE_ARXIV_API_H
#define SOURCE_ARXIV_API_H

#include "source/record.h"

NODISCARD bool arxiv_api_read(struct str bytes, struct arena *arena,
                              struct source_document *ret_document, struct err *err);

#endif
