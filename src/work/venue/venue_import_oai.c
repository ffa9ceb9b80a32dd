/* Pages of OAI-PMH from journals and proceedings sites; see venue_import.h. A record
 * knows its group by the name of a set; what the set is called, ListSets tells. */
#include "work/parse_child.h"
#include "work/venue/venue_import_parts.h"

#include <string.h>

struct page {
    struct venue_import *import;
    const struct source_group *groups;
    size_t group_count;
};

static const struct source_group *find_group(const struct page *page,
                                             const char *native)
{
    for (size_t i = 0; i < page->group_count; i++) {
        const char *known = page->groups[i].native;
        if (known != NULL && str_eq_nocase(str_of(known), str_of(native)))
            return &page->groups[i];
    }
    return NULL;
}

/* "AISI" of "AAAI:AISI", until somebody says what it is called. */
static const char *last_part(const char *native)
{
    const char *colon = native ? strrchr(native, ':') : NULL;
    return colon != NULL && colon[1] != '\0' ? colon + 1 : native;
}

/* Of each edition once; its groups in the order of the site. */
static bool tell_edition(const struct page *page, const struct source_entry *entry,
                         struct err *err)
{
    const struct venue_told *told = &page->import->told;
    struct source_edition edition = {
        .name = entry->paper.venue,
        .dialect = entry->dialect,
        .part = "",
        .declared = -1,
    };
    for (size_t i = 0; i < told->count; i++)
        if (strcmp(told->items[i].name, edition.name) == 0)
            return true;
    for (size_t i = 0; i < page->group_count && i < SOURCE_GROUPS_MAX; i++)
        ARENA_PUSH(&page->import->file_arena, &edition.groups, page->groups[i]);
    return venue_import_edition(page->import, &edition, err);
}

/* NULL: it is. */
static const char *why_not_asked(const struct proceedings_ask *ask,
                                 const struct source_entry *entry, struct arena *arena)
{
    struct str series;
    int year = 0;
    if (!paper_edition(entry->paper.venue, &series, &year))
        return "of no edition";
    if ((ask->series == NULL || str_eq_nocase(series, str_of(ask->series))) &&
        (ask->year == 0 || ask->year == year))
        return NULL;
    return arena_printf(arena, "of another edition (%s)", entry->paper.venue);
}

/* Articles stand in the order of their numbers, so that it does not matter which page
 * brought them, and when. */
static int64_t position_of(const struct venue_import *import,
                           const struct source_entry *entry)
{
    struct str key = str_of(entry->paper.key);
    struct err ignored;
    int64_t number = 0;
    return str_to_int(str_cut(&key, '@'), 1, INT32_MAX, &number, &ignored)
               ? number
               : entry->position + import->file->before;
}

static bool take_entry(const struct page *page, const struct source_entry *entry,
                       struct err *err)
{
    struct venue_import *import = page->import;
    struct source_entry named = *entry;
    named.position = position_of(import, entry);
    struct err problem = { 0 };
    if (entry->deleted)
        return venue_import_drop(import, entry->paper.key, err);
    const char *why = why_not_asked(&import->file->ask, entry, &import->file_arena);
    if (why != NULL) {
        venue_import_left_out(import, why);
        return true;
    }
    if (!paper_check(&entry->paper, &problem)) {
        venue_import_broken(import, entry->paper.key, problem.text);
        return true;
    }
    const struct source_group *group = NULL;
    if (named.paper.group != NULL)
        group = find_group(page, named.paper.group);
    named.paper.group = group ? group->name : last_part(named.paper.group);
    return tell_edition(page, entry, err) && venue_import_entry(import, &named, err);
}

/* For pages that come later in the run. */
static void keep_sets(struct venue_import *import, const struct source_harvest *harvest)
{
    for (size_t i = 0; i < harvest->sets.count; i++) {
        const struct source_group *set = &harvest->sets.items[i];
        if (set->native == NULL || import->groups.sets.count == SOURCE_GROUPS_MAX)
            continue;
        struct source_group kept = { arena_text(import->arena, str_of(set->name)),
                                     arena_text(import->arena, str_of(set->native)) };
        ARENA_PUSH(import->arena, &import->groups.sets, kept);
    }
}

bool venue_import_document(struct venue_import *import, const struct venue_file *file,
                           const struct source_document *document, struct err *err)
{
    struct page page = { import, file->groups, file->group_count };
    venue_import_begin(import, file);
    keep_sets(import, &document->harvest);
    if (page.group_count == 0) {
        page.groups = import->groups.sets.items;
        page.group_count = import->groups.sets.count;
    }
    for (size_t i = 0; i < document->entries.count; i++) {
        const struct source_entry *entry = &document->entries.items[i];
        if (entry->paper.branch == BRANCH_VENUE && !take_entry(&page, entry, err))
            return false;
    }
    return venue_import_end(import, err);
}

/* Of no use here: arXiv's records, and those that cannot be read. */
static void count_others(struct venue_import *import,
                         const struct source_document *document)
{
    const struct source_harvest *harvest = &document->harvest;
    for (size_t i = 0; i < document->entries.count; i++)
        if (document->entries.items[i].paper.branch == BRANCH_ARXIV)
            venue_import_left_out(import, "of arXiv, not of proceedings");
    for (size_t i = 0; i < harvest->broken.count; i++)
        venue_import_broken(import, harvest->broken.items[i].where,
                            harvest->broken.items[i].why);
    import->report->read += harvest->broken_count - (int64_t)harvest->broken.count;
    import->report->skipped += harvest->broken_count - (int64_t)harvest->broken.count;
}

static bool check_page(const struct venue_file *file,
                       const struct source_document *document, struct err *err)
{
    const struct source_harvest *harvest = &document->harvest;
    const char *code = harvest->error;
    if (code != NULL && strcmp(code, "noRecordsMatch") != 0)
        return err_set(
            err, strcmp(code, "badResumptionToken") == 0 ? ERR_NOT_FOUND : ERR_UPSTREAM,
            "the archive says %s: %s", code,
            harvest->why != NULL ? harvest->why : "no reason given");
    return document->complete || file->ret_token == NULL ||
           err_set(err, ERR_UPSTREAM, "the page is cut off");
}

static bool read_all(const struct venue_file *file, struct buf *bytes, struct err *err)
{
    struct str piece = LIT(" ");
    while (piece.len > 0) {
        if (!file->input(file->context, &piece, err))
            return false;
        buf_add(bytes, piece);
        if (bytes->full)
            return err_set(err, ERR_INVALID, "it is over %d MiB",
                           SOURCE_BYTES_MAX >> 20);
    }
    return true;
}

bool venue_import_page(struct venue_import *import, const struct venue_file *file,
                       struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(buf_done) struct buf bytes = buf_upto(SOURCE_BYTES_MAX);
    struct source_document document;
    const struct parse_task task = { .format = file->format,
                                     .stop = import->options.stop,
                                     .venues = true,
                                     .ask = file->ask };
    if (!read_all(file, &bytes, err) ||
        !parse_child_run(&task, buf_str(&bytes), &arena, &document, err) ||
        !check_page(file, &document, err) ||
        !venue_import_document(import, file, &document, err))
        return false;
    count_others(import, &document);
    if (!document.complete)
        venue_import_broken(import, "end", "the document is cut off here");
    if (file->ret_token != NULL)
        *file->ret_token =
            str_of(arena_text(import->arena, str_of(document.harvest.token)));
    return true;
}
