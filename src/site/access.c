/* Tokens of requests; see access.h. */
#include "site/access.h"

#include "base/log.h"
#include "site/faq/faq_target.h"
#include "store/queue/token_store.h"

#include <stdio.h>

enum {
    ADMIN_FILE_MAX = 4096,
    ADMIN_TOKEN_MIN = 16,
    COOKIE_SECONDS = 365 * SECONDS_A_DAY
};

static const char token_cookie[] = "magic_token";
static const char language_cookie[] = "kimi_lang";

static bool is_token_text(const char *text)
{
    return strlen(text) < TOKEN_TEXT_SIZE * 4 &&
           str_has_only(str_of(text), "abcdefghijklmnopqrstuvwxyz"
                                      "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.");
}

/* The operator's own file; false: there is none, or that is not its token. */
static bool is_in_admin_file(const struct site *site, const char *token)
{
    const char *path = site->options.faq.admin_token_file;
    char text[ADMIN_FILE_MAX];
    uint8_t given[TOKEN_HASH_SIZE], wanted[TOKEN_HASH_SIZE];
    if (path == NULL || path[0] == '\0')
        return false;
    FILE *file = fopen(path, "re");
    if (file == NULL) {
        log_warn("admin token file cannot be read path=%s", path);
        return false;
    }
    size_t len = fread(text, 1, sizeof text, file);
    fclose(file);
    struct str kept = str_trim((struct str){ text, len });
    if (kept.len < ADMIN_TOKEN_MIN || len == sizeof text) {
        log_warn("admin token file holds no token of %d characters or more path=%s",
                 ADMIN_TOKEN_MIN, path);
        return false;
    }
    token_hash(str_of(token), given);
    token_hash(kept, wanted);
    return token_hash_eq(given, wanted);
}

/* ERR_REFUSED: it is none of ours. */
static bool find(const struct site *site, struct db *db, const char *token,
                 struct arena *arena, enum access *ret_access, struct err *err)
{
    uint8_t hash[TOKEN_HASH_SIZE];
    struct token found = { 0 };
    struct err none = { 0 };
    if (is_in_admin_file(site, token)) {
        *ret_access = ACCESS_ADMIN;
        return true;
    }
    token_hash(str_of(token), hash);
    if (!token_store_find(db, hash, arena, &found, &none)) {
        if (none.code == ERR_NOT_FOUND)
            return err_set(err, ERR_REFUSED, "this token is not known here");
        *err = none;
        return false;
    }
    *ret_access = found.role == TOKEN_ADMIN ? ACCESS_ADMIN : ACCESS_READER;
    return true;
}

/* "Bearer …"; another scheme is a proxy's business: NULL. */
static const char *bearer(const struct request *request)
{
    struct str header = str_trim(str_of(request->authorization));
    struct str scheme = str_upto(header, 7);
    if (!str_eq_nocase(scheme, LIT("bearer ")))
        return NULL;
    return arena_text(request->arena, str_trim(str_from(header, 7)));
}

bool access_in(const struct site *site, struct db *db, const struct request *request,
               enum access *ret_access, struct err *err)
{
    const char *token = bearer(request);
    bool named = token != NULL;
    if (!named)
        token = request_cookie(request, token_cookie);
    if (token == NULL || (!named && !is_token_text(token))) {
        *ret_access = ACCESS_VISITOR;
        return true;
    }
    if (find(site, db, token, request->arena, ret_access, err))
        return true;
    if (named || err->code != ERR_REFUSED)
        return false;
    *ret_access = ACCESS_VISITOR; /* a cookie of a token that was taken back */
    return true;
}

bool access_of(const struct site *site, const struct request *request,
               enum access *ret_access, struct err *err)
{
    CLEANUP(store_read_end) struct db *db = store_read_begin(site->options.store);
    store_read_deadline(db, VIEW_DEADLINE_MS);
    return access_in(site, db, request, ret_access, err);
}

static const char *cookie(const struct site *site, struct arena *arena,
                          const char *name, const char *value, bool hidden)
{
    const char *base = site->options.base_url;
    bool secure = base != NULL && str_starts(str_of(base), LIT("https://"));
    return arena_printf(arena, "%s=%s; Path=/; Max-Age=%d; SameSite=Lax%s%s", name,
                        value, value[0] != '\0' ? COOKIE_SECONDS : 0,
                        hidden ? "; HttpOnly" : "", secure ? "; Secure" : "");
}

static bool check_token(const struct site *site, struct arena *arena, const char *token,
                        struct err *err)
{
    enum access access;
    if (token[0] == '\0')
        return true; /* takes the cookie away */
    if (!is_token_text(token))
        return err_set(err, ERR_REFUSED, "this token is not known here");
    CLEANUP(store_read_end) struct db *db = store_read_begin(site->options.store);
    store_read_deadline(db, VIEW_DEADLINE_MS);
    return find(site, db, token, arena, &access, err);
}

/* A sentence for scripts; a browser that has sent the form of /queue is led back. */
static void answer_kept(const struct request *request, struct response *response)
{
    struct str accepted = str_of(request->accept);
    if (str_find(accepted, LIT("text/html")) < accepted.len) {
        response_redirect(response, 303, "/queue");
        return;
    }
    response->status = 200;
    response->content_type = "text/plain; charset=utf-8";
    response->cache_control = "no-store";
    buf_text(&response->body, "The settings were kept in this browser.\n");
}

bool config_post(void *context, const struct request *request,
                 struct response *response, struct err *err)
{
    const struct site *site = context;
    const char *token = faq_field(request, "magic_token");
    const char *language = faq_field(request, "kimi_lang");
    if (token == NULL && language == NULL)
        return err_set(err, ERR_INVALID, "magic_token or kimi_lang must be sent");
    bool named = language != NULL && language[0] != '\0';
    if (named && !faq_language_check(site, request->arena, language, err))
        return false;
    if (token != NULL && !check_token(site, request->arena, token, err))
        return false;
    answer_kept(request, response);
    if (token != NULL)
        response_header(response, "Set-Cookie",
                        cookie(site, request->arena, token_cookie, token, true));
    if (language != NULL)
        response_header(response, "Set-Cookie",
                        cookie(site, request->arena, language_cookie, language, false));
    return true;
}
