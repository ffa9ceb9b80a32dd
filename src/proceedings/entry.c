/* What the formats share about one entry; see format.h. */
#include "source/entry.h"
#include "model/doi.h"
#include "model/paper_address.h"
#include "proceedings/format.h"
#include "source/sniff.h"

enum { IDS_MAX = 20 };

void proceedings_start(struct arena *arena, const char *edition,
                       enum venue_dialect dialect, int64_t position,
                       struct source_entry *ret_entry)
{
    *ret_entry = (struct source_entry){
        .paper = { .branch = BRANCH_VENUE,
                   .venue = edition ? arena_text(arena, str_of(edition)) : NULL,
                   .announced = DAY_NONE },
        .position = position,
        .dialect = dialect,
    };
}

bool proceedings_add_id(struct arena *arena, struct source_entry *entry,
                        struct str address)
{
    const char *key = paper_address_key(arena, str_trim(address));
    if (key == NULL)
        return false;
    if (!venue_key_is_valid(str_of(key))) {
        if (entry->arxiv == NULL)
            entry->arxiv = key;
    } else if (!text_list_has(&entry->ids, key) && entry->ids.count < IDS_MAX) {
        ARENA_PUSH(arena, &entry->ids, key);
    }
    return true;
}

void proceedings_add_doi(struct arena *arena, struct source_entry *entry,
                         struct str raw)
{
    if (entry->paper.doi != NULL)
        return;
    entry->paper.doi = entry_doi(arena, raw);
    (void)proceedings_add_id(arena, entry, doi_read(raw));
}

/* The key is one of the ids, and not among the others. */
static const char *take_first(struct text_list *ids)
{
    const char *first = ids->items[0];
    ids->count--;
    memmove(ids->items, ids->items + 1, ids->count * sizeof *ids->items);
    return first;
}

bool proceedings_finish(struct arena *arena, struct source_entry *entry,
                        struct str native, struct err *err)
{
    struct paper *paper = &entry->paper;
    if (paper->title == NULL)
        return err_set(err, ERR_INVALID, "it has no title");
    if (entry->ids.count > 0)
        paper->key = take_first(&entry->ids);
    else
        paper->key = venue_list_key(arena, paper->venue, native, paper->title);
    if (paper->code_url == NULL)
        paper->code_url = paper_code_url(arena, paper->abstract, paper->comment);
    return paper_check(paper, err);
}

bool proceedings_check_start(struct str bytes, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct str start = str_trim(bytes);
    (void)str_skip(&start, LIT("\xef\xbb\xbf"));
    bool is_page = str_eq_nocase(str_upto(start, 9), LIT("<!doctype")) ||
                   str_eq_nocase(str_upto(start, 5), LIT("<html"));
    return !is_page ||
           err_set(err, ERR_UPSTREAM,
                   "instead of proceedings there is %s: the site wants a browser or a "
                   "login",
                   sniff(&arena, start));
}
