/* Reads /arxiv/<categories>?date=&sections=&replace=&sort=&highlight=&show=&skip=.
 * Every other parameter is somebody else's and ignored. */
#include "site/list/list_ask.h"

#include "site/view.h"
#include "site/words.h"

static bool read_day(const struct request *request, int32_t *ret_day, struct err *err)
{
    const char *date = request_param(request, "date");
    *ret_day = DAY_NONE;
    if (date == NULL || date[0] == '\0')
        return true;
    return day_from_text(str_of(date), ret_day, err) || err_add(err, "parameter date");
}

void list_sections_usual(bool sections[SECTION_COUNT])
{
    for (size_t i = 0; i < SECTION_COUNT; i++)
        sections[i] = i == SECTION_NEW || i == SECTION_CROSS;
}

/* "replace" means both kinds of replacement. */
static bool add_section(bool sections[SECTION_COUNT], struct str name, struct err *err)
{
    enum section section;
    if (!section_read(name, &section, err))
        return err_set(err, ERR_INVALID,
                       "parameter sections: “%.*s” is none of new, cross, replace, "
                       "replace-cross",
                       STR_ARG(str_upto(name, 40)));
    sections[section] = true;
    if (section == SECTION_REPLACE)
        sections[SECTION_REPLACE_CROSS] = true;
    return true;
}

static bool read_sections(const struct request *request, struct list_ask *ask,
                          struct err *err)
{
    const char *named = request_param(request, "sections");
    int64_t replace = 0;
    if (!request_param_int(request, "replace", 0, 1, 0, &replace, err))
        return false;
    if (named == NULL || named[0] == '\0')
        list_sections_usual(ask->sections);
    struct str rest = str_of(named);
    while (rest.len > 0)
        if (!add_section(ask->sections, str_cut(&rest, ','), err))
            return false;
    return replace == 0 || add_section(ask->sections, LIT("replace"), err);
}

static const char *sections_text(struct arena *arena,
                                 const bool sections[SECTION_COUNT])
{
    bool usual[SECTION_COUNT];
    list_sections_usual(usual);
    if (memcmp(usual, sections, sizeof usual) == 0)
        return NULL;
    const char *names[SECTION_COUNT];
    size_t count = 0;
    for (size_t i = 0; i < SECTION_COUNT; i++) {
        bool implied = i == SECTION_REPLACE_CROSS && sections[SECTION_REPLACE];
        if (sections[i] && !implied)
            names[count++] = section_name((enum section)i);
    }
    return words_joined(arena, names, count, ",");
}

static bool read_order(struct view *view, struct list_ask *ask, struct err *err)
{
    int64_t highlight;
    if (!order_read(view, &ask->order, err) ||
        !request_param_int(view->request, "highlight", 0, 1, 0, &highlight, err))
        return false;
    ask->highlight = highlight != 0;
    return true;
}

bool list_ask_read(struct view *view, const char *what, int64_t show_default,
                   struct list_ask *ret_ask, struct err *err)
{
    const struct request *request = view->request;
    struct list_ask ask = { 0 };
    if (!category_set_read(str_of(what), request->arena, &ask.set, err)) {
        err->code = ERR_NOT_FOUND;
        return err_add(err, "there is no such list");
    }
    if (!read_day(request, &ask.day, err) || !read_sections(request, &ask, err) ||
        !read_order(view, &ask, err) ||
        !view_read_window(request, show_default, &ask.skip, &ask.show, err))
        return false;
    ask.sections_text = sections_text(request->arena, ask.sections);
    *ret_ask = ask;
    return true;
}

const char *list_feed_url(struct arena *arena, const char *set_text, const char *form,
                          int32_t day, const char *sections)
{
    const char *url = arena_printf(arena, "/arxiv/%s%s", set_text, form);
    if (day != DAY_NONE)
        url = view_url_with(arena, url, "date", words_date(arena, day));
    if (sections != NULL)
        url = view_url_with(arena, url, "sections", sections);
    return url;
}

const char *list_url(struct arena *arena, const char *set_text, int32_t day,
                     const char *sections)
{
    return list_feed_url(arena, set_text, "", day, sections);
}

const char *list_ask_url(struct arena *arena, const struct list_ask *ask, int32_t day,
                         const char *sections_text)
{
    const char *url = list_url(arena, ask->set.text, day, sections_text);
    if (ask->highlight)
        url = view_url_with(arena, url, "highlight", "1");
    return order_url(arena, url, &ask->order);
}
