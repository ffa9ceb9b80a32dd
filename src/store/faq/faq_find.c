/* How readers and the nightly job find FAQs, and papers that have none; see
 * faq_store.h. */
#include "store/faq/faq_store.h"

#include "store/faq/faq_record.h"

static bool found_or_not(const struct faq *faq, struct faq *ret_faq, struct err *err)
{
    if (faq->row == 0)
        return err_set(err, ERR_NOT_FOUND, "there is no such FAQ");
    *ret_faq = *faq;
    return true;
}

bool faq_store_under_way(struct db *db, int64_t job, struct arena *arena,
                         struct faq *ret_faq, struct err *err)
{
    struct faq faq = { 0 };
    return faq_record_get(db, SQL_FAQ_GET_OF_JOB, ARGS(db_int(":job", job)), arena,
                          &faq, err) &&
           found_or_not(&faq, ret_faq, err);
}

bool faq_store_get(struct db *db, const char *key, const char *language, int version,
                   struct arena *arena, struct faq *ret_faq, struct err *err)
{
    struct faq faq = { 0 };
    struct db_arg of = db_text(":key", key), in = db_text(":language", language);
    bool ok = version == 0 ? faq_record_get(db, SQL_FAQ_GET_NEWEST, ARGS(of, in), arena,
                                            &faq, err)
                           : faq_record_get(db, SQL_FAQ_GET_VERSION,
                                            ARGS(of, in, db_int(":version", version)),
                                            arena, &faq, err);
    return ok && found_or_not(&faq, ret_faq, err);
}

bool faq_store_list(struct db *db, const char *key, struct arena *arena,
                    struct faq_list *ret_list, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    struct faq_list list = { 0 };
    db_query(db, SQL_FAQ_LIST, ARGS(db_text(":key", key)), &rows, err);
    while (rows_next(&rows)) {
        struct faq faq;
        faq_record_read(&rows, arena, &faq);
        ARENA_PUSH(arena, &list, faq);
    }
    if (!rows_ok(&rows))
        return false;
    *ret_list = list;
    return true;
}

static bool list_keys(struct db *db, enum sql sql, struct db_args args,
                      struct arena *arena, struct text_list *ret_keys, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    struct text_list keys = { 0 };
    db_query(db, sql, args, &rows, err);
    while (rows_next(&rows))
        ARENA_PUSH(arena, &keys, row_text(&rows, arena));
    if (!rows_ok(&rows))
        return false;
    *ret_keys = keys;
    return true;
}

bool faq_store_lacking(struct db *db, const char *category, const char *language,
                       int64_t limit, struct arena *arena, struct text_list *ret_keys,
                       struct err *err)
{
    return list_keys(db, SQL_FAQ_LIST_LACKING,
                     ARGS(db_text(":category", category),
                          db_text(":language", language),
                          db_int(":limit", limit > 0 ? limit : 0)),
                     arena, ret_keys, err);
}

bool faq_store_wished(struct db *db, int64_t clicks, const char *language,
                      int64_t limit, struct arena *arena, struct text_list *ret_keys,
                      struct err *err)
{
    return list_keys(db, SQL_FAQ_LIST_WISHED,
                     ARGS(db_int(":clicks", clicks), db_text(":language", language),
                          db_int(":limit", limit > 0 ? limit : 0)),
                     arena, ret_keys, err);
}

bool faq_store_is_new(struct db *db, const char *key, bool *ret_new, struct err *err)
{
    return db_has(db, SQL_ANNOUNCEMENT_IS_LATEST, ARGS(db_text(":key", key)), ret_new,
                  err);
}
