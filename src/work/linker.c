/* The loop over what came; see linker.h. Looking needs no write, and a write that finds
 * nothing is as short as one that does. Where much has come, it is sieved first. */
#include "work/linker.h"

#include "store/related/link_sieve.h"

enum { STEP = 2000 }; /* papers a write */

/* A step on its way into the store. */
struct step {
    struct link_todo todo;
    struct link_matches links, wrong;
    const struct link_sieve *sieve;
};

static void add_all(struct arena *arena, const struct link_matches *from,
                    struct link_matches *to)
{
    for (size_t i = 0; i < from->count; i++)
        ARENA_PUSH(arena, to, from->items[i]);
}

/* A paper that changed may have lost a twin and found another. */
static bool look_at(struct db *db, size_t number, struct arena *arena,
                    struct step *step, struct err *err)
{
    struct link_matches found = { 0 }, wrong = { 0 };
    int64_t row = step->todo.rows[number];
    if (!link_store_wrong(db, row, arena, &wrong, err) ||
        (link_sieve_passes(step->sieve, step->todo.places[number], row) &&
         !link_store_search(db, row, arena, &found, err)))
        return false;
    add_all(arena, &wrong, &step->wrong);
    add_all(arena, &found, &step->links);
    return true;
}

static bool look(struct store *store, struct stop *stop, struct arena *arena,
                 struct step *step, struct err *err)
{
    CLEANUP(store_read_end) struct db *db = store_read_begin(store);
    if (!link_store_todo(db, STEP, arena, &step->todo, err))
        return false;
    for (size_t i = 0; i < step->todo.count && !stop_asked(stop); i++)
        if (!look_at(db, i, arena, step, err))
            return false;
    return true;
}

static bool write_step(struct db *db, void *context, struct err *err)
{
    const struct step *step = context;
    for (size_t i = 0; i < step->wrong.count; i++)
        if (!link_store_drop(db, step->wrong.items[i].arxiv, step->wrong.items[i].venue,
                             err))
            return false;
    for (size_t i = 0; i < step->links.count; i++) {
        const struct link_match *link = &step->links.items[i];
        if (!link_store_put(db, link->arxiv, link->venue, link->how, err))
            return false;
    }
    return link_store_done(db, &step->todo, err);
}

static bool sieve(struct store *store, struct stop *stop, struct arena *arena,
                  struct link_sieve *ret_sieve, struct err *err)
{
    CLEANUP(store_read_end) struct db *db = store_read_begin(store);
    return link_sieve_make(db, stop, arena, ret_sieve, err);
}

/* The place of the last one that was looked at; 0: nothing is left to do. */
static bool run_step(struct store *store, struct stop *stop,
                     const struct link_sieve *sieve, struct linker_report *report,
                     int64_t *ret_place, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct step step = { .sieve = sieve };
    if (!look(store, stop, &arena, &step, err))
        return false;
    bool more = step.todo.place != 0 && !stop_asked(stop);
    if (more && !store_write(store, write_step, &step, err))
        return false;
    report->looked_at += (int64_t)step.todo.count;
    report->linked += (int64_t)step.links.count;
    *ret_place = more ? step.todo.place : 0;
    return true;
}

/* Where much has come, one sieve after the other. */
static bool run_sieved(struct store *store, struct stop *stop,
                       struct linker_report *report, int64_t *ret_place,
                       struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct link_sieve sieved;
    int64_t place = 0;
    if (!sieve(store, stop, &arena, &sieved, err))
        return false;
    do {
        if (!run_step(store, stop, &sieved, report, &place, err))
            return false;
    } while (place != 0 && place < sieved.place);
    *ret_place = place;
    return true;
}

bool linker_run(struct store *store, struct stop *stop,
                struct linker_report *ret_report, struct err *err)
{
    struct linker_report report = { 0 };
    int64_t place = 0;
    do {
        if (!run_sieved(store, stop, &report, &place, err))
            return false;
    } while (place != 0);
    *ret_report = report;
    return true;
}
