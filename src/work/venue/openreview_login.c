/* See openreview_login.h. */
#include "work/venue/openreview_login.h"

#include "text/json.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { SECRET_MAX = OPENREVIEW_HEADER_SIZE - 100 };

static const char scheme[] = "Authorization: Bearer ";

void openreview_forget(struct openreview_session *session)
{
    explicit_bzero(session, sizeof *session);
}

bool openreview_has_login(const struct openreview_access *access)
{
    return access->token_file[0] != '\0' ||
           (access->user[0] != '\0' && access->password_file[0] != '\0');
}

static void file_done(int *file)
{
    if (*file >= 0)
        close(*file);
}

/* The file's first line. */
static bool read_secret(const char *path, char ret_secret[SECRET_MAX], struct err *err)
{
    CLEANUP(file_done) int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    ssize_t len = file < 0 ? -1 : read(file, ret_secret, SECRET_MAX - 1);
    if (len < 0)
        return err_set(err, ERR_INVALID, "OpenReview's login, %.200s: %s", path,
                       strerror(errno));
    ret_secret[len] = '\0';
    ret_secret[strcspn(ret_secret, "\r\n")] = '\0';
    if (ret_secret[0] == '\0' || len == SECRET_MAX - 1)
        return err_set(err, ERR_INVALID, "OpenReview's login, %.200s: it is %s", path,
                       len == SECRET_MAX - 1 ? "too long" : "empty");
    return true;
}

/* What cannot stand in a header is no token. */
static bool keep_token(struct openreview_session *session, const char *token,
                       struct err *err)
{
    for (const char *c = token; *c != '\0'; c++)
        if (*c <= ' ' || *c > '~')
            return err_set(err, ERR_INVALID,
                           "OpenReview's token is not one word of plain characters");
    snprintf(session->token, sizeof session->token, "%s%s", scheme, token);
    return true;
}

static bool take_token_file(struct venue_visit *visit, struct err *err)
{
    char token[SECRET_MAX];
    bool fine = read_secret(visit->options->openreview.token_file, token, err) &&
                keep_token(visit->openreview, token, err);
    explicit_bzero(token, sizeof token);
    return fine;
}

static bool make_login(const struct openreview_access *access, struct buf *out,
                       struct err *err)
{
    CLEANUP(json_done) cJSON *login = cJSON_CreateObject();
    char password[SECRET_MAX];
    bool fine = read_secret(access->password_file, password, err);
    if (fine) {
        json_set_text(login, "id", access->user);
        json_set_text(login, "password", password);
        json_write(out, login, false);
    }
    explicit_bzero(password, sizeof password);
    return fine;
}

/* Never repeats what the answer says: it may say what was sent. */
static bool take_answer(struct venue_visit *visit, int status, struct str body,
                        struct err *err)
{
    CLEANUP(json_done) cJSON *answer = NULL;
    struct err ignored;
    const char *token;
    if (status == 429 || status >= 500)
        return err_set(err, ERR_UPSTREAM, "OpenReview's login answered %d", status);
    if (status != 200 && status != 201)
        return err_set(err, ERR_REFUSED,
                       "OpenReview does not accept the login (it answered %d): see "
                       "[openreview] user and password_file",
                       status);
    if (!json_read(body, &answer, &ignored))
        return err_set(err, ERR_UPSTREAM, "OpenReview's login gave no JSON");
    if (cJSON_HasObjectItem(answer, "mfaPending"))
        return err_set(err, ERR_REFUSED,
                       "OpenReview's login wants a second factor: put a token into a "
                       "file, and its name into [openreview] token_file");
    if (!json_get_text(answer, "token", SECRET_MAX - 1, visit->arena, &token, &ignored))
        return err_set(err, ERR_UPSTREAM, "OpenReview's login gave no token");
    return keep_token(visit->openreview, token, err);
}

static bool take_password(struct venue_visit *visit, struct err *err)
{
    const struct openreview_access *access = &visit->options->openreview;
    CLEANUP(buf_done) struct buf login = buf_upto(2 * SECRET_MAX);
    struct venue_send send = {
        .url = arena_printf(visit->arena, "%s/login", access->api2_url),
    };
    struct str body;
    int status = 0;
    if (!make_login(access, &login, err))
        return false;
    send.body = buf_str(&login);
    bool fine =
        venue_fetch_post(visit->fetch, &send, visit->arena, &status, &body, err) &&
        take_answer(visit, status, body, err);
    explicit_bzero(login.ptr, login.len);
    return fine;
}

bool openreview_log_in(struct venue_visit *visit, struct err *err)
{
    const struct openreview_access *access = &visit->options->openreview;
    if (visit->openreview->token[0] != '\0' || !openreview_has_login(access))
        return true;
    return access->token_file[0] != '\0' ? take_token_file(visit, err)
                                         : take_password(visit, err);
}

bool openreview_log_in_again(struct venue_visit *visit, struct err *err)
{
    struct openreview_session *session = visit->openreview;
    const struct openreview_access *access = &visit->options->openreview;
    bool may = access->token_file[0] == '\0' && openreview_has_login(access);
    if (session->again || !may)
        return err_set(
            err, ERR_REFUSED, "OpenReview does not accept %s",
            may ? "the token that its login gave"
                : "the token (has it expired?): see [openreview] token_file");
    session->again = true;
    explicit_bzero(session->token, sizeof session->token);
    return openreview_log_in(visit, err);
}
