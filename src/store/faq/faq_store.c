/* FAQs as their holder writes them; see faq_store.h. How they are found is in
 * faq_find.c. */
#include "store/faq/faq_store.h"

#include "base/buf.h"
#include "store/faq/faq_record.h"
#include "store/queue/job_record.h"
#include "store/queue/usage_row.h"

#include <assert.h>

enum { MODELS_MAX = FAQ_QUESTIONS_MAX * (FAQ_MODEL_MAX + 1) };

/* What is begun and not finished. */
struct begun {
    int64_t id; /* 0: nothing */
    int version;
    uint64_t prompt_hash;
};

static bool find_begun(struct db *db, const struct held *held, struct begun *ret_begun,
                       struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    struct begun begun = { 0 };
    db_query(db, SQL_FAQ_GET_UNDER_WAY,
             ARGS(db_int(":paper", held->paper), db_text(":language", held->language)),
             &rows, err);
    if (rows_next(&rows)) {
        begun.id = row_int(&rows);
        begun.version = (int)row_int(&rows);
        begun.prompt_hash = (uint64_t)row_int(&rows);
    }
    *ret_begun = begun;
    return rows_ok(&rows);
}

static bool insert(struct db *db, const struct held *held, const struct faq *faq,
                   int64_t *ret_id, struct err *err)
{
    return db_number(
        db, SQL_FAQ_INSERT,
        ARGS(db_int(":paper", held->paper), db_int(":version", faq->version),
             db_text(":language", held->language), db_text(":question_set", faq->set),
             db_int(":prompt_hash", (int64_t)faq->prompt_hash),
             db_int(":question_count", faq->question_count),
             db_int(":source", faq->source), db_text(":notice", faq->notice),
             db_int(":created", faq->created),
             db_int(":truncated", faq->truncated || faq->text_cut),
             db_int(":text_cut", faq->text_cut)),
        ret_id, err);
}

static bool begin_anew(struct db *db, const struct held *held, int64_t old,
                       const struct faq *faq, int64_t *ret_id, struct err *err)
{
    return (old == 0 || db_run(db, SQL_FAQ_DELETE, ARGS(db_int(":id", old)), err)) &&
           insert(db, held, faq, ret_id, err);
}

bool faq_store_begin(struct db *db, struct lease lease, const struct faq *faq,
                     struct arena *arena, struct faq *ret_faq, struct err *err)
{
    struct held held = { 0 };
    struct begun begun = { 0 };
    assert(faq->question_count >= 1 && faq->question_count <= FAQ_QUESTIONS_MAX);
    if (!job_held_get(db, lease, &held, err) || !find_begun(db, &held, &begun, err))
        return false;
    bool same = begun.id != 0 && begun.version == faq->version &&
                begun.prompt_hash == faq->prompt_hash;
    int64_t id = begun.id;
    if (!same && !begin_anew(db, &held, begun.id, faq, &id, err))
        return false;
    return db_run(db, SQL_JOB_BEGIN_FAQ,
                  ARGS(db_int(":id", lease.job), db_int(":faq", id)), err) &&
           faq_record_get(db, SQL_FAQ_GET, ARGS(db_int(":id", id)), arena, ret_faq,
                          err);
}

static bool has_item(struct str list, struct str item)
{
    while (list.len > 0)
        if (str_eq(str_cut(&list, ','), item))
            return true;
    return false;
}

static const char *with_model(struct arena *arena, const char *models,
                              const char *model)
{
    if (models == NULL)
        return model;
    if (has_item(str_of(models), str_of(model)) ||
        strlen(models) + strlen(model) >= MODELS_MAX)
        return models;
    return arena_printf(arena, "%s,%s", models, model);
}

/* One item of a comma-joined list. */
static const char *as_item(struct arena *arena, const char *model)
{
    char *item = arena_text(arena, str_upto(str_of(model), FAQ_MODEL_MAX));
    for (char *c = item; *c != '\0'; c++)
        if (*c == ',')
            *c = ' ';
    return item;
}

static bool check_next(const struct held *held, const struct faq *faq, int64_t id,
                       int number, struct err *err)
{
    if (held->faq != id || faq->row != id || faq->finished != 0)
        return job_lease_lost(err);
    if (number == (int)faq->answers.count + 1 && number <= faq->question_count)
        return true;
    return err_set(err, ERR_INVALID, "answer %d follows %zu of %d", number,
                   faq->answers.count, faq->question_count);
}

static bool add_answer(struct db *db, int64_t faq, const struct faq_answer *answer,
                       const struct faq_usage *usage, struct err *err)
{
    return db_run(db, SQL_ANSWER_INSERT,
                  ARGS(db_int(":faq", faq), db_int(":number", answer->number),
                       db_text(":question", answer->question),
                       db_text(":markdown", answer->markdown),
                       db_text(":html", answer->html), db_text(":model", answer->model),
                       db_int(":truncated", answer->truncated), USAGE_ARGS(usage),
                       db_int(":written", answer->written)),
                  err);
}

bool faq_store_add(struct db *db, struct lease lease, int64_t faq,
                   const struct faq_answer *answer, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct held held = { 0 };
    struct faq whole = { 0 };
    if (!job_held_get(db, lease, &held, err) ||
        !faq_record_get(db, SQL_FAQ_GET, ARGS(db_int(":id", faq)), &arena, &whole,
                        err) ||
        !check_next(&held, &whole, faq, answer->number, err))
        return false;
    struct faq_usage usage = usage_bounded(&answer->usage);
    const char *item = as_item(&arena, answer->model);
    return add_answer(db, faq, answer, &usage, err) &&
           db_run(db, SQL_FAQ_ADD_USAGE,
                  ARGS(db_int(":id", faq),
                       db_text(":models", with_model(&arena, whole.models, item)),
                       db_int(":truncated", answer->truncated), USAGE_ARGS(&usage)),
                  err) &&
           db_run(db, SQL_JOB_ADD_ANSWERED,
                  ARGS(db_int(":id", lease.job), db_int(":cost", usage.cost)), err);
}

/* The FAQ that readers see, which is the one that is searched; 0: none. */
static bool find_searched(struct db *db, const struct held *held, int64_t *ret_id,
                          struct err *err)
{
    return db_number(
        db, SQL_FAQ_GET_SEARCHED,
        ARGS(db_int(":paper", held->paper), db_text(":language", held->language)),
        ret_id, err);
}

static bool search_instead(struct db *db, int64_t before, int64_t now, struct err *err)
{
    if (before == now)
        return true;
    return (before == 0 ||
            db_run(db, SQL_FAQ_FTS_DELETE, ARGS(db_int(":faq", before)), err)) &&
           db_run(db, SQL_FAQ_FTS_INSERT, ARGS(db_int(":faq", now)), err);
}

static bool finish(struct db *db, const struct held *held, int64_t faq, int64_t now,
                   struct err *err)
{
    int64_t before = 0, after = 0;
    if (!find_searched(db, held, &before, err) ||
        !db_run(db, SQL_FAQ_FINISH, ARGS(db_int(":id", faq), db_int(":now", now)), err))
        return false;
    if (db_changes(db) != 1)
        return err_set(err, ERR_INVALID, "the FAQ lacks answers");
    return find_searched(db, held, &after, err) &&
           search_instead(db, before, after, err);
}

bool faq_store_finish(struct db *db, struct lease lease, int64_t faq, int64_t now,
                      struct err *err)
{
    struct held held = { 0 };
    if (!job_held_get(db, lease, &held, err))
        return false;
    if (held.faq != faq)
        return job_lease_lost(err);
    if (!finish(db, &held, faq, now, err))
        return false;
    store_touch_pages(db);
    return job_held_run(db, SQL_JOB_DONE,
                        ARGS(db_int(":id", lease.job), db_int(":token", lease.token),
                             db_int(":now", now)),
                        err) &&
           db_run(db, SQL_COUNTER_ADD_FAQ, ARGS(db_int(":paper", held.paper)), err);
}
