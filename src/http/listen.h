/* Listening sockets: an address with a port, or a path for a unix socket. */
#ifndef HTTP_LISTEN_H
#define HTTP_LISTEN_H

#include "base/err.h"

enum { LISTEN_ADDRESS_SIZE = 160 };

/* "127.0.0.1:8080", "[::1]:0", port 0 = any free. ret_address: "http://…" with the real
 * port. ERR_BUSY: taken; ERR_INVALID: not an address. */
NODISCARD bool listen_on(const char *address, int *ret_fd,
                         char ret_address[LISTEN_ADDRESS_SIZE], struct err *err);
/* Mode 0600 from its first moment. A socket file that nobody listens on is replaced;
 * where somebody does, or the path is no socket: ERR_BUSY. */
NODISCARD bool listen_on_path(const char *path, int *ret_fd,
                              char ret_address[LISTEN_ADDRESS_SIZE], struct err *err);

#endif
