/* Reads /venue/<edition or series>?group=&sort=&highlight=&show=&skip=; every other
 * parameter is somebody else's and ignored. */
#include "site/venue/edition_ask.h"

#include "model/venue.h"
#include "site/words.h"

enum { GROUP_BYTES_MAX = 1000, SHOW_ASKED_MAX = 100000000 };

static bool read_name(struct view *view, const char *what, struct edition_ask *ask,
                      struct err *err)
{
    struct arena *arena = view->arena;
    struct str text = str_of(what);
    bool read = true;
    if (str_find_char(text, '.') == text.len) {
        read = venue_series_read(arena, text, &ask->series, err);
    } else if ((read = venue_edition_read(arena, text, &ask->edition, err))) {
        struct str name = str_of(ask->edition);
        ask->series = arena_text(arena, str_cut(&name, '.'));
    }
    if (!read)
        err->code = ERR_NOT_FOUND;
    return read;
}

static bool read_group(struct view *view, struct edition_ask *ask, struct err *err)
{
    struct str group = str_trim(str_of(request_param(view->request, "group")));
    if (group.len > GROUP_BYTES_MAX)
        return err_set(err, ERR_INVALID, "parameter group: over %d bytes",
                       GROUP_BYTES_MAX);
    ask->group = group.len > 0 ? arena_text(view->arena, group) : NULL;
    return true;
}

static bool read_window(struct view *view, int64_t show_default,
                        struct edition_ask *ask, struct err *err)
{
    const struct request *request = view->request;
    int64_t highlight;
    if (!request_param_int(request, "skip", 0, VIEW_SKIP_MAX, 0, &ask->skip, err) ||
        !request_param_int(request, "show", 1, SHOW_ASKED_MAX, show_default, &ask->show,
                           err) ||
        !request_param_int(request, "highlight", 0, 1, 0, &highlight, err))
        return false;
    if (ask->show > VIEW_SHOW_MAX)
        ask->show = VIEW_SHOW_MAX;
    ask->highlight = highlight != 0;
    return true;
}

bool edition_ask_read(struct view *view, const char *what, int64_t show_default,
                      struct edition_ask *ret_ask, struct err *err)
{
    struct edition_ask ask = { 0 };
    if (!read_name(view, what, &ask, err) || !read_group(view, &ask, err) ||
        !order_read(view, &ask.order, err) ||
        !read_window(view, show_default, &ask, err))
        return false;
    *ret_ask = ask;
    return true;
}

const char *edition_url(struct arena *arena, const char *name, const char *form,
                        const char *group)
{
    const char *url = words_path(arena, "/venue/", name, true);
    if (form[0] != '\0')
        url = arena_printf(arena, "%s%s", url, form);
    if (group == NULL)
        return url;
    return view_url_with(arena, url, "group", words_escaped(arena, group, false));
}

const char *edition_search_url(struct arena *arena, const char *name, const char *group)
{
    const char *query = arena_printf(arena, "venue:%s", name);
    if (group != NULL && strchr(group, '"') == NULL)
        query = arena_printf(arena, "%s group:\"%s\"", query, group);
    return view_url_with(arena, "/venue/search", "query",
                         words_escaped(arena, query, false));
}

const char *edition_heading(struct arena *arena, const char *name, const char *group)
{
    return group != NULL ? arena_printf(arena, "%s - %s", name, group) : name;
}
