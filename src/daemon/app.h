/* The daemon: store, fetcher, site, server and control socket, wired together and taken
 * down in order. */
#ifndef APP_H
#define APP_H

#include "config/config.h"

struct app;

struct app_options {
    const struct config *config;
    bool fetch; /* false: --no-fetch */
    bool work;  /* false: --no-work */
};

NODISCARD bool app_open(const struct app_options *options, struct app **ret_app,
                        struct err *err);
/* Where the site is: "http://127.0.0.1:8080". */
const char *app_address(const struct app *app);
/* Ends the waits, lets requests finish, commits, gives the lock back. NULL is fine. */
void app_close(struct app *app);

#endif
