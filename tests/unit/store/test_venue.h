/* Papers of proceedings, to put and to ask for. */
#ifndef TEST_VENUE_H
#define TEST_VENUE_H

#include "store/test_store.h"
#include "store/venue/edition_store.h"
#include "store/venue/venue_store.h"

struct test_venue_put {
    const struct venue_entry *entry;
    struct venue_telling telling;
    struct arena *arena;
    struct venue_put put;
};

static inline bool test_venue_part(struct db *db, void *context, struct err *err)
{
    struct test_venue_put *put = context;
    return venue_store_put(db, put->entry, &put->telling, put->arena, &put->put, err);
}

static inline struct venue_put tell_entry(struct test_store *test,
                                          const struct venue_entry *entry,
                                          struct venue_telling telling)
{
    struct test_venue_put put = { .entry = entry,
                                  .telling = telling,
                                  .arena = &test->arena };
    put.telling.now = telling.now != 0 ? telling.now : TEST_NOW;
    assert_ok(test, store_write(test->store, test_venue_part, &put, &test->err));
    return put.put;
}

static inline struct venue_put put_entry(struct test_store *test,
                                         const struct venue_entry *entry)
{
    return tell_entry(test, entry, (struct venue_telling){ .now = TEST_NOW });
}

/* Of ICLR.2024, told by paperlists. */
static inline struct venue_entry test_entry(struct arena *arena, const char *key)
{
    return (struct venue_entry){
        .paper = { .branch = BRANCH_VENUE,
                   .key = key,
                   .title = arena_printf(arena, "On the matter of %s", key),
                   .abstract = "We show that it is so.",
                   .authors = TEXTS(arena, "Ada Lovelace", "Alan Turing"),
                   .venue = "ICLR.2024",
                   .announced = DAY_NONE },
        .position = 1,
        .dialect = VENUE_PAPERLISTS,
    };
}

struct test_told {
    const struct edition_told *told;
    int64_t now;
};

static inline bool test_told_part(struct db *db, void *context, struct err *err)
{
    const struct test_told *put = context;
    return edition_store_tell(db, put->told, put->now, err);
}

static inline void tell_edition(struct test_store *test,
                                const struct edition_told *told)
{
    struct test_told put = { told, TEST_NOW };
    assert_ok(test, store_write(test->store, test_told_part, &put, &test->err));
}

static inline struct edition get_edition(struct test_store *test, const char *name)
{
    struct edition edition = { 0 };
    with_reader(test, db) assert_ok(
        test, edition_store_get(db, name, &test->arena, &edition, &test->err));
    return edition;
}

static inline struct edition_page get_edition_page(struct test_store *test,
                                                   struct edition_query query)
{
    struct edition_page page = { 0 };
    query.edition = query.edition != 0 ? query.edition : 1;
    query.show = query.show != 0 ? query.show : 1000;
    with_reader(test, db) assert_ok(
        test, edition_store_papers(db, &query, &test->arena, &page, &test->err));
    return page;
}

/* Keys of the first edition's papers, a comma between. */
static inline const char *edition_keys(struct test_store *test,
                                       struct edition_query query)
{
    struct edition_page page = get_edition_page(test, query);
    const char *keys = "";
    for (size_t i = 0; i < page.count; i++)
        keys = arena_printf(&test->arena, "%s%s%s", keys, i > 0 ? "," : "",
                            page.items[i].key);
    return keys;
}

#endif
