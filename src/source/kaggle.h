/* The arXiv metadata dump as JSON Lines ("kaggle"): one object a line, any size, read
 * record by record. Pure. */
#ifndef SOURCE_KAGGLE_H
#define SOURCE_KAGGLE_H

#include "source/record.h"

enum { KAGGLE_LINE_MAX = 4 << 20 };

/* One line. ERR_INVALID says what is wrong with it; the rest of the file is not
 * concerned. */
NODISCARD bool kaggle_read_line(struct str line, struct arena *arena,
                                struct source_entry *ret_entry, struct err *err);

#endif
