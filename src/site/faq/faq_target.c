/* Reads which FAQ is meant; see faq_target.h. */
#include "site/faq/faq_target.h"

#include "site/venue/view_venue.h"
#include "site/words.h"

static const struct site_faq *offered(const struct site *site)
{
    return &site->options.faq;
}

static const char *first_language(const struct site *site)
{
    return offered(site)->language_count > 0 ? offered(site)->languages[0] : "en";
}

/* The offered one with that code, or NULL. */
static const char *find_language(const struct site *site, const char *code)
{
    for (size_t i = 0; i < offered(site)->language_count; i++)
        if (strcmp(offered(site)->languages[i], code) == 0)
            return offered(site)->languages[i];
    bool none = offered(site)->language_count == 0;
    return none && strcmp(code, "en") == 0 ? "en" : NULL;
}

bool faq_language_check(const struct site *site, struct arena *arena,
                        const char *language, struct err *err)
{
    if (find_language(site, language) != NULL)
        return true;
    const struct site_faq *faq = offered(site);
    const char *names = words_joined(arena, faq->languages, faq->language_count, ", ");
    return err_set(err, ERR_INVALID, "parameter lang: “%s” is none of %s",
                   words_excerpt(arena, language, 40),
                   faq->language_count > 0 ? names : "en");
}

const char *faq_field(const struct request *request, const char *name)
{
    const char *value = request_param(request, name);
    return value != NULL ? value : request_form(request, name);
}

static bool read_language(const struct site *site, const struct request *request,
                          bool cookie, const char **ret_language, struct err *err)
{
    const char *named = faq_field(request, "lang");
    if (named != NULL && named[0] != '\0') {
        if (!faq_language_check(site, request->arena, named, err))
            return false;
        *ret_language = find_language(site, named);
        return true;
    }
    const char *kept = cookie ? request_cookie(request, "kimi_lang") : NULL;
    const char *found = kept != NULL ? find_language(site, kept) : NULL;
    *ret_language = found != NULL ? found : first_language(site);
    return true;
}

static bool read_key(struct db *db, const char *what, struct arena *arena,
                     struct faq_target *target, struct err *err)
{
    if (target->branch == BRANCH_VENUE) {
        size_t len = strlen(what);
        if (len == 0 || len > PAPER_KEY_MAX)
            return err_set(err, ERR_NOT_FOUND, "that is no paper's id");
        return view_venue_key(db, what, arena, &target->key, err);
    }
    if (!arxiv_id_read(str_of(what), &target->id, err)) {
        err->code = ERR_NOT_FOUND;
        return false;
    }
    target->key = arena_text(arena, str_of(target->id.key));
    target->version = target->id.version;
    return true;
}

static bool read_version(const struct request *request, struct faq_target *target,
                         struct err *err)
{
    const char *text = faq_field(request, "version");
    int64_t version;
    if (text == NULL || text[0] == '\0')
        return true;
    if (!str_to_int(str_of(text), 0, ARXIV_VERSION_MAX, &version, err))
        return err_add(err, "parameter version");
    target->version = (int)version;
    return true;
}

bool faq_target_read(const struct site *site, struct db *db,
                     const struct request *request, const char *what, bool cookie,
                     struct faq_target *ret_target, struct err *err)
{
    struct faq_target target = {
        .branch = view_is_venue(request) ? BRANCH_VENUE : BRANCH_ARXIV,
    };
    if (!read_key(db, what, request->arena, &target, err) ||
        !read_version(request, &target, err) ||
        !read_language(site, request, cookie, &target.language, err))
        return false;
    *ret_target = target;
    return true;
}

bool faq_target_find(const struct site *site, const struct request *request,
                     const char *what, struct faq_target *ret_target, struct err *err)
{
    CLEANUP(store_read_end) struct db *db = store_read_begin(site->options.store);
    store_read_deadline(db, VIEW_DEADLINE_MS);
    return faq_target_read(site, db, request, what, true, ret_target, err);
}

const char *faq_paper_url(struct arena *arena, enum branch branch, const char *key)
{
    return arena_printf(arena, "/%s/%s/faq", branch_name(branch),
                        words_escaped(arena, key, true));
}

const char *faq_url(struct arena *arena, const char *prefix,
                    const struct faq_target *target, const char *language, int version)
{
    const char *path = faq_paper_url(arena, target->branch, target->key);
    const char *url = arena_printf(arena, "%s%s?lang=%s", prefix, path, language);
    return version > 0 ? arena_printf(arena, "%s&version=%d", url, version) : url;
}
