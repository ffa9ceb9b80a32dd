/* Takes a request's target apart. Strict: what two readers could understand differently
 * (a parameter given twice, a broken escape) is refused, so that the page cache and the
 * handlers never disagree. */
#include "http/request.h"

#include "text/escape.h"

enum { PARAMS_MAX = 32 };

struct param_list {
    struct param *items;
    size_t count, capacity;
};

static const char *decoded(struct arena *arena, struct str text, bool form,
                           struct err *err)
{
    CLEANUP(buf_done) struct buf out = buf_upto(REQUEST_TARGET_MAX + 1);
    if (!unescape_url(&out, text, form) || out.full) {
        err_set(err, ERR_INVALID, "the address holds a broken escape or is not UTF-8");
        return NULL;
    }
    return arena_text(arena, buf_str(&out));
}

static bool add_param(struct request *request, struct param_list *list,
                      struct str piece, struct err *err)
{
    struct str name = str_cut(&piece, '=');
    struct param param = { .name = decoded(request->arena, name, true, err) };
    if (param.name == NULL)
        return false;
    param.value = decoded(request->arena, piece, true, err);
    if (param.value == NULL)
        return false;
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->items[i].name, param.name) == 0)
            return err_set(err, ERR_INVALID, "parameter %.40s is given twice",
                           param.name);
    if (list->count == PARAMS_MAX)
        return err_set(err, ERR_LIMIT, "more than %d parameters", PARAMS_MAX);
    ARENA_PUSH(request->arena, list, param);
    return true;
}

static bool read_params(struct request *request, struct str query, struct err *err)
{
    struct param_list list = { 0 };
    while (query.len > 0) {
        struct str piece = str_cut(&query, '&');
        if (piece.len > 0 && !add_param(request, &list, piece, err))
            return false;
    }
    request->params = list.items;
    request->param_count = list.count;
    return true;
}

static bool has_control(struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.ptr[i] <= ' ' || text.ptr[i] == 0x7f)
            return true;
    return false;
}

bool request_parse_target(struct request *request, const char *target, struct err *err)
{
    struct str whole = str_of(target);
    if (whole.len > REQUEST_TARGET_MAX)
        return err_set(err, ERR_LIMIT, "the address is over %d bytes",
                       REQUEST_TARGET_MAX);
    if (!str_starts(whole, LIT("/")) || has_control(whole))
        return err_set(err, ERR_INVALID, "the address is not a path of this site");
    request->target = arena_text(request->arena, whole);
    struct str query = whole;
    struct str path = str_cut(&query, '?');
    request->path = decoded(request->arena, path, false, err);
    return request->path != NULL && read_params(request, query, err);
}

const char *request_param(const struct request *request, const char *name)
{
    for (size_t i = 0; i < request->param_count; i++)
        if (strcmp(request->params[i].name, name) == 0)
            return request->params[i].value;
    return NULL;
}

bool request_param_int(const struct request *request, const char *name, int64_t min,
                       int64_t max, int64_t otherwise, int64_t *ret_number,
                       struct err *err)
{
    const char *value = request_param(request, name);
    if (value == NULL) {
        *ret_number = otherwise;
        return true;
    }
    return str_to_int(str_of(value), min, max, ret_number, err) ||
           err_add(err, "parameter %s", name);
}
