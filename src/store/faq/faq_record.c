/* FAQs from rows; see faq_record.h. */
#include "store/faq/faq_record.h"

#include "store/queue/usage_row.h"

void faq_record_read(struct rows *rows, struct arena *arena, struct faq *ret_faq)
{
    struct faq faq = { .row = row_int(rows) };
    faq.key = row_text(rows, arena);
    faq.branch = (enum branch)row_enum(rows, BRANCH_VENUE + 1);
    faq.version = (int)row_int(rows);
    faq.language = row_text(rows, arena);
    faq.set = row_text(rows, arena);
    faq.prompt_hash = (uint64_t)row_int(rows);
    faq.question_count = (int)row_int(rows);
    faq.source = (enum text_source)row_enum(rows, TEXT_SOURCE_COUNT);
    faq.notice = row_text(rows, arena);
    faq.models = row_text(rows, arena);
    faq.created = row_int(rows);
    faq.finished = row_int(rows);
    faq.truncated = row_bool(rows);
    faq.text_cut = row_bool(rows);
    faq.usage = usage_read(rows);
    *ret_faq = faq;
}

static bool read_answers(struct db *db, struct faq *faq, struct arena *arena,
                         struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    db_query(db, SQL_ANSWER_LIST, ARGS(db_int(":faq", faq->row)), &rows, err);
    while (rows_next(&rows)) {
        struct faq_answer answer = { .number = (int)row_int(&rows) };
        answer.question = row_text(&rows, arena);
        answer.markdown = row_text(&rows, arena);
        answer.html = row_text(&rows, arena);
        answer.model = row_text(&rows, arena);
        answer.truncated = row_bool(&rows);
        answer.usage = usage_read(&rows);
        answer.written = row_int(&rows);
        ARENA_PUSH(arena, &faq->answers, answer);
    }
    return rows_ok(&rows);
}

static bool read_first(struct db *db, enum sql sql, struct db_args args,
                       struct arena *arena, struct faq *ret_faq, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    db_query(db, sql, args, &rows, err);
    if (rows_next(&rows))
        faq_record_read(&rows, arena, ret_faq);
    return rows_ok(&rows);
}

bool faq_record_get(struct db *db, enum sql sql, struct db_args args,
                    struct arena *arena, struct faq *ret_faq, struct err *err)
{
    struct faq faq = { 0 };
    if (!read_first(db, sql, args, arena, &faq, err) ||
        (faq.row != 0 && !read_answers(db, &faq, arena, err)))
        return false;
    *ret_faq = faq;
    return true;
}
