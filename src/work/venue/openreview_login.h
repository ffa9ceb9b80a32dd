/* The operator's login at OpenReview: a token from a file, or one that a name and a
 * password get, once a run. Kept in memory alone, sent to the two API hosts alone, and
 * in no error. */
#ifndef WORK_OPENREVIEW_LOGIN_H
#define WORK_OPENREVIEW_LOGIN_H

#include "work/venue/venue_visit.h"

enum { OPENREVIEW_HEADER_SIZE = 8192 };

struct openreview_session {
    char token[OPENREVIEW_HEADER_SIZE]; /* "Authorization: Bearer …"; "": none yet */
    bool again;                         /* it was refused once, and got anew */
};
void openreview_forget(struct openreview_session *session); /* wipes it */

/* Is there anything to log in with? */
bool openreview_has_login(const struct openreview_access *access);
/* Fills in the session's token if it has none; true with "" where there is no login.
 * ERR_INVALID: a file that cannot be read; ERR_REFUSED: the login is not accepted, or
 * wants a second factor. */
NODISCARD bool openreview_log_in(struct venue_visit *visit, struct err *err);
/* The token was refused: gets another one, once a run. ERR_REFUSED: it is no use. */
NODISCARD bool openreview_log_in_again(struct venue_visit *visit, struct err *err);

#endif
