/* Reads sort=, and offers the other orders; see order.h. */
#include "site/order.h"

#include "site/words.h"

#define USUAL "usual"

static const struct order_kind {
    const char *kind, *text, *title;
    enum search_sort sort;
    const char *parameter; /* NULL: none of its own */
} kinds[] = {
    { USUAL, NULL, "The usual order", SORT_BEST, NULL },
    { "clock", "newest", "Newest first", SORT_TIME, "0" },
    { "star", "most read", "Most clicked first", SORT_CLICKS, "1" },
    { "heart", "my words", "By words of your own", SORT_WORDS, NULL },
};

static bool read_words(struct view *view, struct order *order, struct err *err)
{
    if (strlen(order->text) > ORDER_TEXT_MAX)
        return err_set(err, ERR_INVALID, "parameter sort: over %d bytes",
                       ORDER_TEXT_MAX);
    if (!rank_words_read(view->arena, store_analyser(view->db), str_of(order->text),
                         &order->words, err))
        return err_add(err, "parameter sort");
    order->sort = SORT_WORDS;
    return true;
}

bool order_read(struct view *view, struct order *ret_order, struct err *err)
{
    struct str text = str_trim(str_of(request_param(view->request, "sort")));
    struct order order = { .sort = SORT_BEST };
    if (text.len > 0)
        order.text = arena_text(view->arena, text);
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (text.len > 0 && str_eq(text, str_of(kinds[i].parameter)))
            order.sort = kinds[i].sort;
    if (text.len > 0 && order.sort == SORT_BEST && !read_words(view, &order, err))
        return false;
    *ret_order = order;
    return true;
}

enum list_sort order_list_sort(enum search_sort sort)
{
    switch (sort) {
    case SORT_BEST:
        break;
    case SORT_TIME:
        return LIST_TIME;
    case SORT_CLICKS:
        return LIST_CLICKS;
    case SORT_WORDS:
        return LIST_WORDS;
    }
    return LIST_ANNOUNCED;
}

const char *order_url(struct arena *arena, const char *url, const struct order *order)
{
    if (order->text == NULL)
        return url;
    return view_url_with(arena, url, "sort", words_escaped(arena, order->text, false));
}

/* The one that is on leads back to the usual order. */
static const char *kind_url(struct arena *arena, const struct order_kind *kind, bool on,
                            const struct order_controls *controls)
{
    const char *url = controls->url;
    if (on || kind->sort == controls->usual_is)
        return url;
    if (kind->sort == SORT_WORDS)
        return "#my-words";
    return view_url_with(arena, url, "sort", kind->parameter);
}

static void add_kind(struct view *view, cJSON *list, const struct order_kind *kind,
                     bool on, const struct order_controls *controls)
{
    bool usual = kind->sort == controls->usual_is;
    cJSON *item = json_add_object(list);
    json_set_text(item, "kind", kind->kind);
    json_set_text(item, "text", usual ? controls->usual : kind->text);
    json_set_text(item, "title", kind->title);
    json_set_text(item, "url", kind_url(view->arena, kind, on, controls));
    json_set_bool(item, "on", on);
    json_set_bool(item, "usual", usual);
}

static void set_words(struct view *view, const struct order *order,
                      const struct order_controls *controls)
{
    bool on = order->sort == SORT_WORDS;
    cJSON *words = json_set_object(view->page, "words");
    json_set_text(words, "action", controls->action);
    json_set_text(words, "value", on ? order->text : "");
    json_set_bool(words, "on", on);
    json_set_text(words, "clear_url", on ? controls->url : NULL);
    cJSON *fields = json_set_list(words, "fields");
    for (size_t i = 0; i < controls->field_count; i++) {
        if (controls->fields[i].value == NULL)
            continue;
        cJSON *field = json_add_object(fields);
        json_set_text(field, "name", controls->fields[i].name);
        json_set_text(field, "value", controls->fields[i].value);
    }
}

void order_controls_set(struct view *view, const struct order *order,
                        const struct order_controls *controls)
{
    cJSON *list = json_set_list(view->page, "orders");
    enum search_sort sort = order->sort == SORT_BEST ? controls->usual_is : order->sort;
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (kinds[i].sort != SORT_BEST || controls->usual_is == SORT_BEST)
            add_kind(view, list, &kinds[i], kinds[i].sort == sort, controls);
    set_words(view, order, controls);
}
