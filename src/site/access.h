/* Who asks: a visitor, the holder of a token, an administrator. The token comes as
 * "Authorization: Bearer …", or in the cookie that POST /config sets. */
#ifndef SITE_ACCESS_H
#define SITE_ACCESS_H

#include "site/view.h"

enum access { ACCESS_VISITOR, ACCESS_READER, ACCESS_ADMIN };
/* ERR_REFUSED: a token was given and is none of ours (a cookie with one is ignored). */
NODISCARD bool access_of(const struct site *site, const struct request *request,
                         enum access *ret_access, struct err *err);
/* The same with a read that is open already. */
NODISCARD bool access_in(const struct site *site, struct db *db,
                         const struct request *request, enum access *ret_access,
                         struct err *err);

/* POST /config with magic_token, kimi_lang: cookies, and a sentence as answer. */
route_handler config_post;

#endif
