/* Brings a database to the newest schema: sql/schema/ in order, each file one
 * transaction. */
#ifndef STORE_MIGRATE_H
#define STORE_MIGRATE_H

#include "base/err.h"

struct db;

/* ERR_BROKEN: not ours, damaged, or from a newer program. */
NODISCARD bool migrate(struct db *db, struct err *err);

#endif
