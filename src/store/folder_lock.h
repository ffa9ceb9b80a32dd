/* One process owns a data folder: paperfeed.lock in it, locked as long as the process
 * lives, with its pid as text for the operator. */
#ifndef STORE_FOLDER_LOCK_H
#define STORE_FOLDER_LOCK_H

#include "base/err.h"

/* Makes the folder if it is absent. ERR_BUSY names the pid of the owner. */
NODISCARD bool folder_lock_take(const char *dir, int *ret_fd, struct err *err);
void folder_lock_give_back(int fd); /* -1 is fine */

#endif
