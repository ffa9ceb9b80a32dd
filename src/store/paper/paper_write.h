/* A paper's way into its row, for every store that has decided what it says: its number
 * by date and its keywords are found here. */
#ifndef STORE_PAPER_WRITE_H
#define STORE_PAPER_WRITE_H

#include "store/paper/paper_record.h"

/* The day by which it is numbered: of the first version; else of the listing or the
 * edition; else the month of the id. */
int32_t paper_write_day(const struct paper *paper);
/* Gives it a row number of that day, and keywords. */
NODISCARD bool paper_write_new(struct db *db, struct paper *paper, int32_t day,
                               struct arena *arena, struct err *err);
/* `stored` is what its row says; keywords follow title and abstract. */
NODISCARD bool paper_write_change(struct db *db, const struct paper *stored,
                                  struct paper *paper, struct arena *arena,
                                  struct err *err);

#endif
