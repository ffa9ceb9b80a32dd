/* Proceedings in the site's store: editions as a source tells of them, and papers in
 * their groups. */
#ifndef TEST_VENUE_H
#define TEST_VENUE_H

#include "site/test_site.h"

#include "store/venue/edition_store.h"
#include "store/venue/venue_store.h"

struct test_entry {
    const char *key, *title, *venue, *group;
    const char *other; /* another id, or NULL */
    int64_t position;
    const char *award, *abstract; /* NULL: a usual one; "": none */
    enum venue_dialect dialect;   /* 0: OpenReview */
};

static inline struct venue_entry venue_entry_of(struct test_site *site,
                                                const struct test_entry *entry)
{
    struct arena *arena = &site->test->arena;
    bool has_dialect = entry->dialect != VENUE_UNKNOWN;
    struct venue_entry put = {
        .paper = { .branch = BRANCH_VENUE,
                   .key = entry->key,
                   .title = entry->title,
                   .abstract =
                       entry->abstract ? entry->abstract : "Whales sing below the ice.",
                   .authors = TEXTS(arena, "Ada Lovelace", "Alan Turing"),
                   .subjects = TEXTS(arena, "whales", "song"),
                   .announced = DAY_NONE,
                   .page_url = "https://example.org/paper",
                   .pdf_url = "https://example.org/paper.pdf",
                   .venue = entry->venue,
                   .group = entry->group,
                   .award = entry->award },
        .position = entry->position,
        .dialect = has_dialect ? entry->dialect : VENUE_OPENREVIEW,
    };
    if (entry->abstract != NULL && entry->abstract[0] == '\0')
        put.paper.abstract = NULL;
    if (entry->other != NULL)
        ARENA_PUSH(arena, &put.ids, entry->other);
    return put;
}

struct test_venue_put {
    struct test_site *site;
    const struct test_entry *entries;
    size_t count;
};

static inline bool test_entries_part(struct db *db, void *context, struct err *err)
{
    const struct test_venue_put *put = context;
    for (size_t i = 0; i < put->count; i++) {
        struct venue_entry entry = venue_entry_of(put->site, &put->entries[i]);
        const struct venue_telling telling = { .now = TEST_NOW };
        struct venue_put done;
        if (!venue_store_put(db, &entry, &telling, &put->site->test->arena, &done, err))
            return false;
    }
    return true;
}

static inline void put_entries(struct test_site *site, const struct test_entry *entries,
                               size_t count)
{
    struct test_venue_put put = { site, entries, count };
    assert_ok(site->test, store_write(site->test->store, test_entries_part, &put,
                                      &site->test->err));
}

static inline bool test_tell_part(struct db *db, void *context, struct err *err)
{
    return edition_store_tell(db, context, TEST_NOW, err);
}

static inline void tell_edition(struct test_site *site, struct edition_told told)
{
    assert_ok(site->test,
              store_write(site->test->store, test_tell_part, &told, &site->test->err));
}

static const struct edition_group iclr_groups[] = {
    { .name = "Oral", .native = "iclr-oral" },
    { .name = "Spotlight" },
    { .name = "Poster" },
};
static const struct test_entry iclr_2024[] = {
    { .key = "aaaa@OpenReview",
      .title = "Songs of the humpback",
      .venue = "ICLR.2024",
      .group = "Poster",
      .position = 1 },
    { .key = "bbbb@OpenReview",
      .title = "Listening to $x^2$ whales",
      .venue = "ICLR.2024",
      .group = "Oral",
      .other = "lovelace24a@v300@PMLR",
      .award = "Outstanding Paper",
      .position = 2 },
    { .key = "cc-c_c@OpenReview",
      .title = "Drums <b>under</b> water",
      .venue = "ICLR.2024",
      .group = "Poster",
      .abstract = "",
      .position = 3 },
};
static const struct test_entry iclr_2023[] = {
    { .key = "dddd@OpenReview",
      .title = "An older song",
      .venue = "ICLR.2023",
      .group = "Poster",
      .position = 1 },
};

/* ICLR.2024: an oral and two posters of four declared papers, one without abstract;
 * ICLR.2023: a poster, of which nobody says how many there are. */
static inline void put_iclr(struct test_site *site)
{
    tell_edition(site, (struct edition_told){
                           .name = "ICLR.2024",
                           .title = "The Twelfth International Conference on Learning "
                                    "Representations",
                           .dialect = VENUE_OPENREVIEW,
                           .part = "",
                           .declared = 4,
                           .groups = iclr_groups,
                           .group_count = COUNT_OF(iclr_groups) });
    put_entries(site, iclr_2024, COUNT_OF(iclr_2024));
    put_entries(site, iclr_2023, COUNT_OF(iclr_2023));
}

#endif
