/* Ids of a dump that has been through a table program.
 *
 * Copies of the dump are passed around whose new-style ids became numbers on the way:
 * 0704.0010 reads "704.001", 1804.02919 reads "1804.0291899999997". The number of
 * digits follows from the month, so the id can be told for certain. Pure. */
#ifndef SOURCE_KAGGLE_ID_H
#define SOURCE_KAGGLE_ID_H

#include "base/str.h"

enum { KAGGLE_ID_SIZE = 16 };

/* True if the id was such a number; otherwise it is to be read as it is. */
bool kaggle_id_repair(struct str id, char ret_id[KAGGLE_ID_SIZE]);

#endif
