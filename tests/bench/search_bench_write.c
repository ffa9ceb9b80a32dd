/* Changes of a data folder: papers of either branch, an announcement, links. */
#include "search_bench.h"

#include "base/clock.h"
#include "store/list/list_store.h"
#include "store/related/link_store.h"
#include "work/linker.h"

enum { NAMES_MAX = 2000, ITEMS_MAX = 5000 };

struct writing {
    struct arena *arena;
    struct paper_list papers;
    struct announcement_batch batch;
    int64_t now, added, changed;
};

static bool read_names(const cJSON *object, const char *name, struct arena *arena,
                       struct text_list *ret_names, struct err *err)
{
    const cJSON *list, *item;
    if (!json_get_list_or_empty(object, name, NAMES_MAX, &list, err))
        return false;
    cJSON_ArrayForEach(item, list)
        ARENA_PUSH(arena, ret_names, arena_text(arena, str_of(item->valuestring)));
    return true;
}

/* { branch: 0 or 1, key, title, abstract, authors, categories, published, venue, group,
 * doi } */
static bool read_paper(const cJSON *object, struct arena *arena, struct paper *paper,
                       struct err *err)
{
    int64_t branch = 0;
    *paper = (struct paper){ .version = 1, .announced = DAY_NONE };
    if (!json_get_int(object, "branch", BRANCH_ARXIV, BRANCH_VENUE, &branch, err) ||
        !json_get_text(object, "key", PAPER_KEY_MAX, arena, &paper->key, err) ||
        !json_get_text(object, "title", PAPER_TITLE_MAX, arena, &paper->title, err) ||
        !json_get_text_or_null(object, "abstract", PAPER_ABSTRACT_MAX, arena,
                               &paper->abstract, err) ||
        !json_get_text_or_null(object, "venue", PAPER_VENUE_MAX, arena, &paper->venue,
                               err) ||
        !json_get_text_or_null(object, "group", PAPER_VENUE_MAX, arena, &paper->group,
                               err) ||
        !json_get_text_or_null(object, "doi", PAPER_FIELD_MAX, arena, &paper->doi,
                               err) ||
        !json_get_int_or(object, "published", 0, INT32_MAX, 0, &paper->published,
                         err) ||
        !read_names(object, "authors", arena, &paper->authors, err) ||
        !read_names(object, "categories", arena, &paper->categories, err))
        return false;
    paper->branch = (enum branch)branch;
    if (paper->categories.count > 0)
        paper->primary_category = paper->categories.items[0];
    return paper_check(paper, err);
}

static bool add_line(struct writing *writing, struct str line, struct err *err)
{
    CLEANUP(json_done) cJSON *object = NULL;
    struct paper paper;
    if (!json_read(line, &object, err) ||
        !read_paper(object, writing->arena, &paper, err))
        return err_add(err, "%.*s", STR_ARG(str_upto(line, 100)));
    ARENA_PUSH(writing->arena, &writing->papers, paper);
    return true;
}

static bool add_key(struct writing *writing, struct str line, struct err *err)
{
    (void)err;
    struct paper paper = { .key = arena_text(writing->arena, line) };
    ARENA_PUSH(writing->arena, &writing->papers, paper);
    return true;
}

typedef bool each_line(struct writing *writing, struct str line, struct err *err);
static bool read_lines(const char *path, struct writing *writing, each_line *each,
                       struct err *err)
{
    FILE *file = fopen(path, "r");
    if (file == NULL)
        return err_set(err, ERR_INVALID, "cannot read %s", path);
    char *line = NULL;
    size_t size = 0;
    ssize_t len;
    bool ok = true;
    while (ok && (len = getline(&line, &size, file)) > 0)
        ok = each(writing, str_trim((struct str){ line, (size_t)len }), err);
    free(line);
    fclose(file);
    return ok;
}

static bool put_papers(struct db *db, void *context, struct err *err)
{
    struct writing *writing = context;
    for (size_t i = 0; i < writing->papers.count; i++) {
        const struct paper *paper = &writing->papers.items[i];
        enum paper_change change;
        int32_t day =
            paper->published > 0 ? utc_day(paper->published) : paper_day(paper);
        if (!paper_store_put(db, paper, day == DAY_NONE ? 0 : day, writing->now,
                             &change, err))
            return err_add(err, "%s", paper->key);
        writing->added += change == PAPER_ADDED;
        writing->changed += change == PAPER_CHANGED;
    }
    return true;
}

bool bench_put(void *context, struct command_call *call, struct err *err)
{
    const struct bench *bench = context;
    struct writing writing = { .arena = call->arena, .now = clock_now() };
    if (!read_lines(call->words[0], &writing, add_line, err))
        return false;
    int64_t started = clock_monotonic_us();
    if (!store_write(bench->store, put_papers, &writing, err))
        return false;
    json_set_int(call->answer, "us", clock_monotonic_us() - started);
    json_set_int(call->answer, "added", writing.added);
    json_set_int(call->answer, "changed", writing.changed);
    return true;
}

static bool put_batch(struct db *db, void *context, struct err *err)
{
    struct writing *writing = context;
    bool changed;
    return list_store_put_batch(db, &writing->batch, &changed, err);
}

bool bench_announce(void *context, struct command_call *call, struct err *err)
{
    const struct bench *bench = context;
    struct writing writing = { .arena = call->arena };
    struct announcement_batch *batch = &writing.batch;
    *batch = (struct announcement_batch){ .category = call->words[0],
                                          .checked_at = clock_now() };
    if (!day_from_text(str_of(call->words[1]), &batch->day, err) ||
        !read_lines(call->words[2], &writing, add_key, err))
        return false;
    size_t count = writing.papers.count;
    struct announcement *items = ARENA_ARRAY(call->arena, struct announcement, count);
    for (size_t i = 0; i < count; i++)
        items[i] = (struct announcement){ .key = writing.papers.items[i].key,
                                          .section = SECTION_NEW,
                                          .position = (int64_t)i + 1 };
    batch->items = items;
    batch->count = count;
    batch->announced[SECTION_NEW] = (int64_t)count;
    return store_write(bench->store, put_batch, &writing, err);
}

bool bench_link(void *context, struct command_call *call, struct err *err)
{
    const struct bench *bench = context;
    struct stop stop;
    struct linker_report report = { 0 };
    stop_init(&stop);
    int64_t started = clock_monotonic_us();
    bool ok = linker_run(bench->store, &stop, &report, err);
    stop_done(&stop);
    json_set_int(call->answer, "us", clock_monotonic_us() - started);
    json_set_int(call->answer, "looked_at", report.looked_at);
    json_set_int(call->answer, "linked", report.linked);
    return ok;
}

bool bench_twins(void *context, struct command_call *call, struct err *err)
{
    const struct bench *bench = context;
    CLEANUP(store_read_end) struct db *db = store_read_begin(bench->store);
    struct paper paper;
    struct twin_list twins = { 0 };
    if (!paper_store_get(db, call->words[0], call->arena, &paper, err) ||
        !link_store_twins(db, paper.row, call->arena, &twins, err))
        return false;
    cJSON *list = json_set_list(call->answer, "keys");
    for (size_t i = 0; i < twins.count; i++)
        json_add_text(list, twins.items[i].key);
    return true;
}
