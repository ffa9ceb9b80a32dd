/* Feeds of proceedings. Who follows an edition or a series hears of each paper as it
 * comes, so the last that came stands first. An entry of ours carries the time of its
 * edition: proceedings tell none for a single paper. */
#include "site/feed/feed.h"

#include "site/paper/view_paper.h"
#include "site/venue/edition_found.h"
#include "site/venue/edition_record.h"
#include "site/venue/view_latest.h"
#include "site/words.h"

static struct feed edition_feed(struct view *view, const struct edition_ask *ask,
                                const struct edition_found *found, enum feed_form form)
{
    struct arena *arena = view->arena;
    const struct edition *edition = &found->edition;
    const char *followed = ask->edition != NULL ? edition->name : edition->series;
    const char *group = found->page.group;
    const char *heading = edition_heading(arena, edition->name, group);
    return (struct feed){
        .title = arena_printf(arena, "%s | paperfeed", heading),
        .home_path = edition_url(arena, followed, "", group),
        .self_path = edition_url(arena, followed, feed_form_path(form), group),
        .author_name = edition_text(arena, edition),
        .updated = edition->changed_at,
        .entries = feed_entries(arena, found->page.items, found->page.count,
                                edition->added_at),
        .count = found->page.count,
    };
}

bool feed_of_edition(const struct site *site, const struct request *request,
                     const char *what, enum feed_form form, struct response *response,
                     struct err *err)
{
    CLEANUP(view_done) struct view view;
    view_init(&view, site, request, VIEW_DEADLINE_MS);
    struct edition_ask ask;
    struct edition_found found;
    if (!edition_ask_read(&view, what, VIEW_SHOW_MAX, &ask, err))
        return false;
    ask.order = (struct order){ .sort = SORT_TIME };
    if (!edition_found_get(&view, &ask, &found, err))
        return false;
    struct feed feed = edition_feed(&view, &ask, &found, form);
    return feed_answer(&view, &feed, form, response, err);
}

/* "2,260 papers. Oral 86, Spotlight 367, Poster 1,807." */
static const char *edition_summary(struct arena *arena, const struct latest_item *item)
{
    const char *title = edition_title(&item->edition);
    const char *text = words_count(arena, item->edition.papers, "paper", "papers");
    const char *groups = latest_groups_text(arena, &item->groups);
    if (title != NULL)
        text = arena_printf(arena, "%s. %s", title, text);
    return groups != NULL ? arena_printf(arena, "%s: %s.", text, groups)
                          : arena_printf(arena, "%s.", text);
}

static struct feed_entry latest_entry(struct arena *arena,
                                      const struct latest_item *item)
{
    const struct edition *edition = &item->edition;
    return (struct feed_entry){
        .id = arena_printf(arena, "urn:x-paperfeed:edition:%s", edition->name),
        .title = arena_printf(arena, "%s — %s", edition_text(arena, edition),
                              words_count(arena, edition->papers, "paper", "papers")),
        .path = edition_url(arena, edition->name, "", NULL),
        .summary = edition_summary(arena, item),
        .published = edition->added_at,
        .updated = edition->changed_at,
    };
}

bool feed_of_latest(const struct site *site, const struct request *request,
                    enum feed_form form, struct response *response, struct err *err)
{
    CLEANUP(view_done) struct view view;
    view_init(&view, site, request, VIEW_DEADLINE_MS);
    struct latest_item *items;
    size_t count;
    if (!latest_find(&view, &items, &count, err))
        return false;
    struct feed_entry *entries = ARENA_ARRAY(view.arena, struct feed_entry, count);
    for (size_t i = 0; i < count; i++)
        entries[i] = latest_entry(view.arena, &items[i]);
    struct feed feed = {
        .title = "Latest proceedings | paperfeed",
        .home_path = "/venue/latest",
        .self_path = arena_printf(view.arena, "/venue/latest%s", feed_form_path(form)),
        .author_name = "paperfeed",
        .entries = entries,
        .count = count,
    };
    return feed_answer(&view, &feed, form, response, err);
}
