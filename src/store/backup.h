/* Is the file as it should be, and a copy of it that is. */
#ifndef STORE_BACKUP_H
#define STORE_BACKUP_H

#include "store/writer.h"

/* Writes the copy beside `path`, checks it, brings it to the disk, then gives it its
 * name; leaves nothing behind where that fails. One at a time. */
NODISCARD bool backup_write(struct writer *writer, const char *path, struct err *err);

#endif
