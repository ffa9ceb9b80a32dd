/* The tree of a daily list: what was announced, in which sections, whether all of it is
 * here, and the ways to the lists around it. */
#include "site/list/view_list.h"

#include "site/list/list_chips.h"
#include "site/list/list_found.h"
#include "site/paper/view_cards.h"
#include "site/status/poll_state.h"
#include "site/words.h"

#include <inttypes.h>

enum { REFRESH_SECONDS = 30 };

static void set_codes(cJSON *root, const char *name, const struct category *const *list,
                      size_t count)
{
    cJSON *codes = json_set_list(root, name);
    for (size_t i = 0; i < count; i++)
        json_add_text(codes, list[i]->code);
}

static void set_sections(cJSON *root, struct arena *arena, const struct list_ask *ask)
{
    cJSON *list = json_set_list(root, "sections");
    struct str rest = str_of(ask->sections_text ? ask->sections_text : "new,cross");
    while (rest.len > 0) {
        const char *name = arena_text(arena, str_cut(&rest, ','));
        json_add_text(list, name);
    }
}

static void set_root(struct view *view, const struct list_ask *ask,
                     const struct list_found *found)
{
    cJSON *root = view->root;
    json_set_text(root, "name", ask->set.text);
    json_set_day(root, "date", found->day);
    set_codes(root, "categories", ask->set.include, ask->set.include_count);
    set_codes(root, "exclude", ask->set.exclude, ask->set.exclude_count);
    set_sections(root, view->arena, ask);
    json_set_text(root, "sort", ask->order.text);
    json_set_int(root, "total", found->page.total);
    json_set_int(root, "skip", ask->skip);
    json_set_int(root, "show", ask->show);
    list_counts_record(json_set_object(root, "counts"), found->page.counts);
    completeness_record(json_set_object(root, "ledger"), &found->here);
}

/* Sections as a reader sees them: both kinds of replacement are one. */
static const struct shown_section {
    const char *id, *one, *many, *none;
    bool holds[SECTION_COUNT];
} shown_sections[] = {
    { "new", "new", "new", "nothing new", { [SECTION_NEW] = true } },
    { "cross",
      "cross-list",
      "cross-lists",
      "no cross-lists",
      { [SECTION_CROSS] = true } },
    { "replace",
      "replaced",
      "replaced",
      NULL,
      { [SECTION_REPLACE] = true, [SECTION_REPLACE_CROSS] = true } },
};

static const struct shown_section *shown_as(enum section section)
{
    size_t i = 0;
    while (!shown_sections[i].holds[section])
        i++;
    return &shown_sections[i];
}

/* Papers of the shown section; only those asked for where `asked` is given. */
static int64_t count_of(const struct shown_section *shown, const struct list_page *page,
                        const bool *asked)
{
    int64_t count = 0;
    for (size_t i = 0; i < SECTION_COUNT; i++)
        if (shown->holds[i] && (asked == NULL || asked[i]))
            count += page->counts[i];
    return count;
}

/* Where the shown section begins in the whole list, from 0. */
static int64_t start_of(const struct shown_section *shown, const struct list_page *page,
                        const bool *asked)
{
    int64_t start = 0;
    for (const struct shown_section *before = shown_sections; before < shown; before++)
        start += count_of(before, page, asked);
    return start;
}

static const char *section_words(struct arena *arena, const struct shown_section *shown,
                                 int64_t count)
{
    return words_count(arena, count, shown->one, shown->many);
}

/* Sections follow each other in the announced order only. */
static struct paper_place place_of(struct view *view, const struct list_ask *ask,
                                   const struct list_page *page, size_t i)
{
    const struct shown_section *shown = shown_as(page->items[i].section);
    int64_t index = ask->skip + (int64_t)i;
    bool starts = page->announced && ask->order.sort == SORT_BEST &&
                  index == start_of(shown, page, ask->sections) &&
                  (index > 0 || shown != shown_sections);
    int64_t count = count_of(shown, page, ask->sections);
    return (struct paper_place){
        .index = index + 1,
        .total = page->total,
        .section = section_name(page->items[i].section),
        .start_id = starts ? shown->id : NULL,
        .start_text = starts ? section_words(view->arena, shown, count) : NULL,
    };
}

static struct marker *marker_for(struct view *view, const struct list_ask *ask)
{
    if (!ask->highlight || ask->order.sort != SORT_WORDS)
        return NULL;
    struct marker *marker = marker_new(view->arena, store_analyser(view->db));
    marker_add_words(marker, &ask->order.words);
    return marker;
}

static bool add_papers(struct view *view, const struct list_ask *ask,
                       const struct list_found *found, struct err *err)
{
    const struct list_page *page = &found->page;
    struct marker *marker = marker_for(view, ask);
    cJSON *papers = json_set_list(view->root, "papers"), *record;
    for (size_t i = 0; i < page->count; i++) {
        struct paper_place place = place_of(view, ask, page, i);
        place.marker = marker;
        if (!view_card_add(view, papers, &page->items[i].paper, place, &record, err))
            return false;
    }
    return true;
}

static bool is_on(const struct shown_section *shown, const struct list_ask *ask)
{
    for (size_t i = 0; i < SECTION_COUNT; i++)
        if (shown->holds[i] && ask->sections[i])
            return true;
    return false;
}

static bool is_only(const struct shown_section *shown, const struct list_ask *ask)
{
    for (size_t i = 0; i < SECTION_COUNT; i++)
        if (!shown->holds[i] && ask->sections[i])
            return false;
    return is_on(shown, ask);
}

/* Each link shows its section alone; the one that is alone leads back to the usual. */
static void add_section_link(struct view *view, cJSON *links,
                             const struct list_ask *ask, const struct list_found *found,
                             const struct shown_section *shown)
{
    int64_t count = count_of(shown, &found->page, NULL);
    if (count == 0 && shown->none == NULL)
        return;
    const char *sections = is_only(shown, ask) ? NULL : shown->id;
    cJSON *link = json_add_object(links);
    json_set_text(link, "text",
                  count > 0 ? section_words(view->arena, shown, count) : shown->none);
    json_set_text(link, "url",
                  count > 0 ? list_ask_url(view->arena, ask, found->day, sections)
                            : NULL);
    json_set_bool(link, "on", is_on(shown, ask));
}

static void add_section_links(struct view *view, const struct list_ask *ask,
                              const struct list_found *found)
{
    cJSON *links = json_set_list(view->page, "section_links");
    const struct list_page *page = &found->page;
    if (!page->announced) {
        if (page->total == 0)
            return;
        cJSON *link = json_add_object(links);
        json_set_text(
            link, "text",
            arena_printf(view->arena, "%s first submitted on this day",
                         words_count(view->arena, page->total, "paper", "papers")));
        json_set_null(link, "url");
        json_set_bool(link, "on", true);
        return;
    }
    for (size_t i = 0; i < COUNT_OF(shown_sections); i++)
        add_section_link(view, links, ask, found, &shown_sections[i]);
}

static void set_neighbour(struct view *view, const struct list_ask *ask, int32_t day,
                          const char *url_name, const char *label_name)
{
    bool there = day != DAY_NONE;
    json_set_text(view->page, url_name,
                  there ? list_ask_url(view->arena, ask, day, ask->sections_text)
                        : NULL);
    json_set_text(view->page, label_name, there ? words_day(view->arena, day) : NULL);
}

static void set_days(struct view *view, const struct list_ask *ask,
                     const struct list_found *found)
{
    json_set_text(view->page, "day",
                  found->day != DAY_NONE ? words_day(view->arena, found->day) : NULL);
    set_neighbour(view, ask, found->previous, "previous_url", "previous_label");
    set_neighbour(view, ask, found->next, "next_url", "next_label");
    bool later = found->latest != DAY_NONE && found->latest > found->day;
    json_set_text(view->page, "latest_url",
                  later ? list_ask_url(view->arena, ask, DAY_NONE, ask->sections_text)
                        : NULL);
}

static const char *feed_url(struct arena *arena, const struct list_ask *ask,
                            const char *form, int32_t day)
{
    const char *url =
        list_feed_url(arena, ask->set.text, form, day, ask->sections_text);
    return order_url(arena, url, &ask->order);
}

/* The usual order is the page's address, whatever the order that is shown. */
static void set_orders(struct view *view, const struct list_ask *ask)
{
    struct list_ask usual = *ask;
    usual.order = (struct order){ .sort = SORT_BEST };
    const char *date = ask->day != DAY_NONE ? words_date(view->arena, ask->day) : NULL;
    const struct order_field fields[] = {
        { "date", date },
        { "sections", ask->sections_text },
        { "highlight", "1" },
    };
    const struct order_controls controls = {
        .url = list_ask_url(view->arena, &usual, ask->day, ask->sections_text),
        .action = list_url(view->arena, ask->set.text, DAY_NONE, NULL),
        .usual = "arXiv’s order",
        .fields = fields,
        .field_count = COUNT_OF(fields),
    };
    order_controls_set(view, &ask->order, &controls);
}

static void set_head(struct view *view, const struct list_ask *ask,
                     const struct list_found *found)
{
    struct arena *arena = view->arena;
    const char *text = ask->set.text;
    bool is_latest = found->day == found->latest;
    int32_t feed_day = is_latest ? DAY_NONE : found->day;
    bool is_one = ask->set.include_count == 1 && ask->set.exclude_count == 0;
    struct page_head head = {
        .title = text,
        .description = arena_printf(arena, "New arXiv papers in %s",
                                    list_found_title(arena, ask, found->day)),
        .branch = "arxiv",
        .canonical_url = list_url(arena, text, found->day, ask->sections_text),
        .feed_url = feed_url(arena, ask, "/feed", feed_day),
        .feed_json_url = feed_url(arena, ask, "/feed.json", feed_day),
    };
    view_head(view, &head);
    json_set_text(view->page, "heading", text);
    json_set_text(view->page, "heading_label",
                  is_one ? ask->set.include[0]->name : NULL);
}

static const char *ledger_url(struct view *view, const struct list_ask *ask,
                              int32_t day)
{
    const char *url =
        view_url_with(view->arena, "/ledger", "date", words_date(view->arena, day));
    if (ask->set.include_count > 1)
        return url;
    return view_url_with(view->arena, url, "category", ask->set.include[0]->code);
}

static void say_no_list_yet(struct view *view, const struct list_ask *ask)
{
    bool watched = false;
    for (size_t i = 0; i < ask->set.include_count; i++)
        watched = watched || poll_state_is_watched(view->site, ask->set.include[i]);
    const char *hint = "This category is not watched here. Whoever runs this site can "
                       "add it to its categories.";
    if (watched && view->site->options.fetching) {
        hint = "The first list appears here as soon as arXiv has been read.";
        view_refresh(view, REFRESH_SECONDS);
        view->keep_seconds = 0;
    } else if (watched) {
        hint = "Fetching is off on this server.";
    }
    view_empty(view, "There is no list yet.", hint, NULL, NULL);
}

static void say_why_empty(struct view *view, const struct list_ask *ask,
                          const struct list_found *found)
{
    struct arena *arena = view->arena;
    json_set_null(view->page, "empty");
    if (found->page.count > 0)
        return;
    if (found->latest == DAY_NONE) {
        say_no_list_yet(view, ask);
        return;
    }
    if (found->page.total > 0) {
        view_empty(view, "The list ends before this page.", NULL,
                   list_url(arena, ask->set.text, found->day, ask->sections_text),
                   "Go to its beginning");
        return;
    }
    int32_t near = found->previous != DAY_NONE ? found->previous : found->next;
    const char *url = near != DAY_NONE
                          ? list_url(arena, ask->set.text, near, ask->sections_text)
                          : NULL;
    const char *text =
        found->here.unseen
            ? arena_printf(arena, "The announcement of this day was not seen for %s.",
                           ask->set.text)
            : arena_printf(arena, "Nothing was announced in %s on this day.",
                           ask->set.text);
    view_empty(view, text,
               "arXiv announces papers from Sunday to Thursday, in the evening of its "
               "own time zone.",
               url,
               url != NULL ? arena_printf(arena, "Go to %s", words_day(arena, near))
                           : NULL);
}

bool view_list_tree(struct view *view, const struct list_ask *ask, struct err *err)
{
    struct list_found found = { 0 };
    struct poll_state poll;
    if (!list_found_get(view, ask, &found, err) ||
        !poll_state_get(view, &ask->set, &poll, err))
        return false;
    view->template = "list";
    set_root(view, ask, &found);
    if (!add_papers(view, ask, &found, err))
        return false;
    set_head(view, ask, &found);
    set_orders(view, ask);
    set_days(view, ask, &found);
    list_chips_set(view, ask, found.day);
    add_section_links(view, ask, &found);
    json_set_text(view->page, "total_text",
                  arena_printf(view->arena, "%" PRId64, found.page.total));
    completeness_badge(view->page, view->arena, &found.here,
                       found.day != DAY_NONE ? ledger_url(view, ask, found.day) : NULL);
    say_why_empty(view, ask, &found);
    if (found.here.unread.count > 0)
        view->keep_seconds = 0; /* an answer without news tells no generation */
    if (found.day == DAY_NONE || found.day == found.latest)
        poll_state_notice(view, &poll);
    struct page_turn turn = {
        .url = list_ask_url(view->arena, ask, found.day, ask->sections_text),
        .total = found.page.total,
        .skip = ask->skip,
        .show = ask->show,
        .show_default = VIEW_SHOW_DEFAULT,
        .show_max = VIEW_SHOW_MAX,
    };
    view_pager(view, &turn);
    return true;
}
