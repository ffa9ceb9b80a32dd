/* See harvest_page.h. A record that the window has brought before is merged again (it
 * may have changed meanwhile) and counted as a duplicate alone, so that counts add up
 * however often a window begins anew. */
#include "work/backfill/harvest_page.h"

#include "model/arxiv_id.h"

/* Within the write. */
struct putting {
    struct db *db;
    struct harvest_page *page;
    struct paper_list fresh, again;
    struct text_list dropped, dropped_again;
    struct err *err;
};

static bool see(struct putting *putting, const char *key, bool *ret_new)
{
    struct harvest_page *page = putting->page;
    *ret_new = true;
    if (!page->is_single &&
        !harvest_store_see(putting->db, &page->next, key, ret_new, putting->err))
        return false;
    page->fresh += *ret_new;
    return true;
}

/* A harvest of the nights is about what is stored. */
static bool is_wanted(struct putting *putting, const char *key, bool *ret_wanted)
{
    *ret_wanted = true;
    return putting->page->next.kind != HARVEST_CURRENT ||
           paper_store_exists(putting->db, key, ret_wanted, putting->err);
}

static void note_problem(struct putting *putting, const char *where, const char *why)
{
    struct harvest_page *page = putting->page;
    struct source_problem problem = { where, arena_text(page->arena, str_of(why)) };
    page->next.counts.read++;
    page->next.counts.skipped++;
    ARENA_PUSH(page->arena, &page->problems, problem);
}

static bool take_entry(struct putting *putting, const struct source_entry *entry)
{
    struct harvest_page *page = putting->page;
    struct harvest_counts *counts = &page->next.counts;
    const struct paper *paper = &entry->paper;
    struct err why = { 0 };
    bool is_new = false, wanted = false;
    if (!see(putting, paper->key, &is_new) || !is_wanted(putting, paper->key, &wanted))
        return false;
    if (!wanted)
        return true;
    bool storable = entry->deleted || paper_check(paper, &why);
    if (is_new && !storable) {
        note_problem(putting, paper->key, why.text);
        return true;
    }
    counts->read++;
    counts->duplicate += !is_new;
    if (entry->deleted)
        ARENA_PUSH(page->arena, is_new ? &putting->dropped : &putting->dropped_again,
                   paper->key);
    else if (storable)
        ARENA_PUSH(page->arena, is_new ? &putting->fresh : &putting->again, *paper);
    return true;
}

/* Known by its id, where that can be read. A night does not tell of it: most are not
 * stored. */
static bool take_one_broken(struct putting *putting,
                            const struct source_problem *problem)
{
    struct harvest_counts *counts = &putting->page->next.counts;
    struct arxiv_id id;
    struct err ignored;
    bool is_new = true;
    if (arxiv_id_read(str_of(problem->where), &id, &ignored) &&
        !see(putting, id.key, &is_new))
        return false;
    if (putting->page->next.kind == HARVEST_CURRENT)
        return true;
    counts->read += !is_new;
    counts->duplicate += !is_new;
    if (is_new)
        note_problem(putting, problem->where, problem->why);
    return true;
}

/* Records that the parser could not read. */
static bool take_broken(struct putting *putting)
{
    struct harvest_page *page = putting->page;
    const struct source_harvest *harvest = &page->document->harvest;
    int64_t unnamed = harvest->broken_count - (int64_t)harvest->broken.count;
    struct harvest_counts *counts = &page->next.counts;
    if (page->next.kind != HARVEST_CURRENT) {
        counts->read += unnamed;
        counts->skipped += unnamed;
    }
    for (size_t i = 0; i < harvest->broken.count; i++)
        if (!take_one_broken(putting, &harvest->broken.items[i]))
            return false;
    return true;
}

static bool drop_papers(struct putting *putting, const struct text_list *keys,
                        struct paper_counts *counts)
{
    for (size_t i = 0; i < keys->count; i++) {
        enum paper_change change = PAPER_UNCHANGED;
        if (!harvest_store_drop(putting->db, keys->items[i], putting->page->now,
                                &change, putting->err))
            return false;
        counts->changed += change == PAPER_CHANGED;
        counts->unchanged += change == PAPER_UNCHANGED;
    }
    return true;
}

static bool put_papers(struct putting *putting)
{
    struct harvest_page *page = putting->page;
    struct paper_counts counts = { 0 }, not_counted = { 0 };
    if (!paper_store_put_many(putting->db, putting->fresh.items, putting->fresh.count,
                              page->now, &counts, putting->err) ||
        !paper_store_put_many(putting->db, putting->again.items, putting->again.count,
                              page->now, &not_counted, putting->err) ||
        !drop_papers(putting, &putting->dropped, &counts) ||
        !drop_papers(putting, &putting->dropped_again, &not_counted))
        return false;
    page->next.counts.added += counts.added;
    page->next.counts.changed += counts.changed;
    page->next.counts.unchanged += counts.unchanged;
    return true;
}

static bool put_cursor(struct putting *putting)
{
    struct poll_cursor *cursor = putting->page->cursor;
    cursor->checked_at = cursor->changed_at = putting->page->now;
    cursor->failed_at = 0;
    cursor->problem = NULL;
    return poll_store_put_cursor(putting->db, cursor, putting->err);
}

static bool is_new_window(const struct harvest *next)
{
    return next->phase == HARVEST_RECORDS && next->token == NULL && next->pages == 0 &&
           next->barren == 0;
}

/* Pages without anything new, one after the other. */
static void count_barren(struct harvest_page *page)
{
    struct harvest *next = &page->next;
    if (next->phase != HARVEST_RECORDS || next->token == NULL)
        return;
    if (page->fresh == 0)
        next->barren++;
    else if (next->barren > 0)
        next->barren = 0;
}

static bool put_page(struct db *db, void *context, struct err *err)
{
    struct harvest_page *page = context;
    struct putting putting = { .db = db, .page = page, .err = err };
    const struct source_document *document = page->document;
    for (size_t i = 0; i < document->entries.count; i++)
        if (!take_entry(&putting, &document->entries.items[i]))
            return false;
    if (!take_broken(&putting))
        return false;
    count_barren(page);
    return put_papers(&putting) && put_cursor(&putting) &&
           (!is_new_window(&page->next) || page->is_single ||
            harvest_store_forget_seen(db, &page->next, err)) &&
           harvest_store_put(db, &page->next, err);
}

bool harvest_page_store(struct store *store, struct harvest_page *page, struct err *err)
{
    struct harvest_page stored = *page;
    if (!store_write(store, put_page, &stored, err))
        return false;
    *page = stored;
    return true;
}
