/* What a reader asks of a daily list, read from path and parameters; and the addresses
 * of lists. */
#ifndef SITE_LIST_ASK_H
#define SITE_LIST_ASK_H

#include "http/request.h"
#include "model/announcement.h"
#include "model/category.h"
#include "site/order.h"

struct list_ask {
    struct category_set set;
    int32_t day; /* DAY_NONE: the latest */
    bool sections[SECTION_COUNT];
    const char *sections_text; /* "new,replace"; NULL for the usual new and cross */
    struct order order;        /* the announced one unless the reader says otherwise */
    bool highlight;            /* marks the words of the order */
    int64_t skip, show;
};

/* `what` is the part of the path that names the categories. ERR_NOT_FOUND: one of them
 * is no category. ERR_INVALID names the parameter that is wrong. */
NODISCARD bool list_ask_read(struct view *view, const char *what, int64_t show_default,
                             struct list_ask *ret_ask, struct err *err);
void list_sections_usual(bool sections[SECTION_COUNT]);

/* "/arxiv/cs.CV?date=…&sections=…"; what is DAY_NONE or NULL is left out. */
const char *list_url(struct arena *arena, const char *set_text, int32_t day,
                     const char *sections_text);
/* The same with "/feed" or "/feed.json" after the categories. */
const char *list_feed_url(struct arena *arena, const char *set_text, const char *form,
                          int32_t day, const char *sections_text);

/* list_url in the order that was asked for. */
const char *list_ask_url(struct arena *arena, const struct list_ask *ask, int32_t day,
                         const char *sections_text);

#endif
