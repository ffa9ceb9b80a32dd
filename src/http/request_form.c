/* What a request carries beside its target: fields of a form, cookies. As strict as
 * request.c: what two readers could understand differently is not there. */
#include "http/request.h"

#include "text/escape.h"

enum { FIELDS_MAX = 32 };

static bool is_form(const struct request *request)
{
    struct str type = str_of(request->content_type);
    return str_eq_nocase(str_trim(str_cut(&type, ';')),
                         LIT("application/x-www-form-urlencoded"));
}

/* NULL: a broken escape, or not UTF-8. */
static const char *decoded(struct arena *arena, struct str text)
{
    CLEANUP(buf_done) struct buf out = buf_upto(REQUEST_BODY_MAX + 1);
    if (!unescape_url(&out, text, true) || out.full)
        return NULL;
    return arena_text(arena, buf_str(&out));
}

const char *request_form(const struct request *request, const char *name)
{
    const char *found = NULL;
    struct str rest = request->body;
    if (!is_form(request))
        return NULL;
    for (int count = 0; rest.len > 0; count++) {
        struct str value = str_cut(&rest, '&');
        struct str key = str_cut(&value, '=');
        const char *key_text = decoded(request->arena, key);
        const char *text = decoded(request->arena, value);
        bool is_it = key_text != NULL && strcmp(key_text, name) == 0;
        if (count == FIELDS_MAX || key_text == NULL || text == NULL || (is_it && found))
            return NULL;
        if (is_it)
            found = text;
    }
    return found;
}

const char *request_cookie(const struct request *request, const char *name)
{
    struct str rest = str_of(request->cookie);
    while (rest.len > 0) {
        struct str value = str_cut(&rest, ';');
        struct str key = str_trim(str_cut(&value, '='));
        if (str_eq(key, str_of(name)))
            return arena_text(request->arena, str_trim(value));
    }
    return NULL;
}
