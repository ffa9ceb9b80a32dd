/* Papers to rows and back; see paper_record.h. Names are kept as one text, a name a
 * line, codes as one text with spaces. */
#include "store/paper/paper_record.h"

#include "base/buf.h"
#include "store/index/index_keeper.h"
#include "store/paper/paper_index.h"
#include "store/paper/paper_merge.h"

enum { LIST_TEXT_MAX = 32 << 20 };

void paper_record_split(struct arena *arena, struct str text, char separator,
                        struct text_list *ret_list)
{
    struct text_list list = { 0 };
    for (bool more = text.len > 0; more;) {
        more = str_find_char(text, separator) < text.len;
        ARENA_PUSH(arena, &list, arena_text(arena, str_cut(&text, separator)));
    }
    *ret_list = list;
}

static void add_item(struct buf *out, const char *item, char separator)
{
    for (const char *c = item; *c != '\0'; c++)
        buf_char(out, *c == separator ? ' ' : *c);
}

/* NULL for the empty list. */
static const char *join(struct buf *out, const struct text_list *list, char separator)
{
    buf_clear(out);
    for (size_t i = 0; i < list->count; i++) {
        if (i > 0)
            buf_char(out, separator);
        add_item(out, list->items[i], separator);
    }
    return out->len > 0 ? out->ptr : NULL;
}

void paper_record_read(struct rows *rows, struct arena *arena, struct paper *ret_paper)
{
    struct paper paper = { .row = row_int(rows) };
    paper.branch = (enum branch)row_enum(rows, BRANCH_VENUE + 1);
    paper.key = row_text(rows, arena);
    paper.version = (int)row_int(rows);
    paper.title = row_text(rows, arena);
    paper.abstract = row_text(rows, arena);
    paper_record_split(arena, row_view(rows), '\n', &paper.authors);
    paper_record_split(arena, row_view(rows), ' ', &paper.categories);
    paper.primary_category = row_text(rows, arena);
    paper.published = row_int(rows);
    paper.updated = row_int(rows);
    paper.announced = row_day(rows);
    paper.comment = row_text(rows, arena);
    paper.journal_ref = row_text(rows, arena);
    paper.doi = row_text(rows, arena);
    paper.license = row_text(rows, arena);
    paper.pdf_url = row_text(rows, arena);
    paper.page_url = row_text(rows, arena);
    paper.code_url = row_text(rows, arena);
    paper.venue = row_text(rows, arena);
    paper.group = row_text(rows, arena);
    paper.award = row_text(rows, arena);
    paper_record_split(arena, row_view(rows), '\n', &paper.subjects);
    paper.keywords = row_text(rows, arena);
    paper.withdrawn = row_bool(rows);
    paper.provisional = row_bool(rows);
    paper.pdf_clicks = row_int(rows);
    paper.faq_clicks = row_int(rows);
    paper.faqs = row_int(rows);
    *ret_paper = paper;
}

bool paper_record_get(struct db *db, const char *key, struct arena *arena,
                      struct paper *ret_paper, bool *ret_found, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    db_query(db, SQL_PAPER_GET, ARGS(db_text(":key", key)), &rows, err);
    bool found = rows_next(&rows);
    if (found)
        paper_record_read(&rows, arena, ret_paper);
    *ret_found = found;
    return rows_ok(&rows);
}

bool paper_record_get_row(struct db *db, int64_t row, struct arena *arena,
                          struct paper *ret_paper, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    db_query(db, SQL_PAPER_GET_ROW, ARGS(db_int(":id", row)), &rows, err);
    if (rows_next(&rows))
        paper_record_read(&rows, arena, ret_paper);
    else if (rows_ok(&rows))
        return err_set(err, ERR_BROKEN, "paper %lld is in a list and nowhere else",
                       (long long)row);
    return rows_ok(&rows);
}

/* Lists as texts: authors, categories, subjects. */
struct joined {
    struct buf names_buf, codes_buf, subjects_buf;
    const char *names, *codes, *subjects;
};

static void joined_done(struct joined *joined)
{
    buf_done(&joined->names_buf);
    buf_done(&joined->codes_buf);
    buf_done(&joined->subjects_buf);
}

static void join_lists(const struct paper *paper, struct joined *joined)
{
    *joined = (struct joined){ .names_buf = buf_upto(LIST_TEXT_MAX),
                               .codes_buf = buf_upto(LIST_TEXT_MAX),
                               .subjects_buf = buf_upto(LIST_TEXT_MAX) };
    joined->names = join(&joined->names_buf, &paper->authors, '\n');
    joined->codes = join(&joined->codes_buf, &paper->categories, ' ');
    joined->subjects = join(&joined->subjects_buf, &paper->subjects, '\n');
    if (joined->codes == NULL)
        joined->codes = "";
}

/* The arguments that insert and update share. */
#define RECORD_ARGS(paper, joined)                                                     \
    db_int(":id", (paper)->row), db_int(":version", (paper)->version),                 \
        db_text(":title", (paper)->title), db_text(":abstract", (paper)->abstract),    \
        db_text(":authors", (joined).names), db_text(":categories", (joined).codes),   \
        db_text(":primary_category", (paper)->primary_category),                       \
        db_time(":published", (paper)->published),                                     \
        db_time(":updated", (paper)->updated),                                         \
        db_day(":announced", (paper)->announced),                                      \
        db_text(":comment", (paper)->comment),                                         \
        db_text(":journal_ref", (paper)->journal_ref), db_text(":doi", (paper)->doi),  \
        db_text(":license", (paper)->license), db_text(":pdf_url", (paper)->pdf_url),  \
        db_text(":page_url", (paper)->page_url),                                       \
        db_text(":code_url", (paper)->code_url), db_text(":venue", (paper)->venue),    \
        db_text(":group_name", (paper)->group), db_text(":award", (paper)->award),     \
        db_text(":subjects", (joined).subjects),                                       \
        db_text(":keywords", (paper)->keywords),                                       \
        db_int(":withdrawn", (paper)->withdrawn),                                      \
        db_int(":provisional", (paper)->provisional)

static bool run_for_category(struct db *db, enum sql sql, const char *category,
                             int64_t row, struct err *err)
{
    return db_run(db, sql, ARGS(db_text(":category", category), db_int(":paper", row)),
                  err);
}

static bool is_in(const struct text_list *list, size_t count, const char *item)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(list->items[i], item) == 0)
            return true;
    return false;
}

/* Runs `sql` for each category of `list` that `other` lacks. */
static bool run_for_difference(struct db *db, enum sql sql, const struct paper *paper,
                               const struct text_list *list,
                               const struct text_list *other, struct err *err)
{
    for (size_t i = 0; i < list->count; i++) {
        const char *category = list->items[i];
        bool again = is_in(list, i, category);
        if (!again && !is_in(other, other->count, category) &&
            !run_for_category(db, sql, category, paper->row, err))
            return false;
    }
    return true;
}

/* What a twin is recognised by. */
static bool same_work(const struct paper *old, const struct paper *paper)
{
    return paper_same_text(old->title, paper->title) &&
           paper_same_text(old->abstract, paper->abstract) &&
           paper_same_list(&old->authors, &paper->authors) &&
           paper_same_text(old->doi, paper->doi) &&
           paper_same_text(old->venue, paper->venue);
}

static bool look_for_twin(struct db *db, const struct paper *paper, struct err *err)
{
    return db_run(db, SQL_LINK_TODO_INSERT, ARGS(db_int(":paper", paper->row)), err);
}

bool paper_record_insert(struct db *db, const struct paper *paper, struct err *err)
{
    CLEANUP(joined_done) struct joined joined = { 0 };
    join_lists(paper, &joined);
    const struct text_list none = { 0 };
    index_note(db, paper);
    return db_run(db, SQL_PAPER_INSERT,
                  ARGS(RECORD_ARGS(paper, joined), db_int(":branch", paper->branch),
                       db_text(":key", paper->key)),
                  err) &&
           run_for_difference(db, SQL_PAPER_CATEGORY_INSERT, paper, &paper->categories,
                              &none, err) &&
           look_for_twin(db, paper, err);
}

bool paper_record_update(struct db *db, const struct paper *old,
                         const struct paper *paper, struct err *err)
{
    CLEANUP(joined_done) struct joined joined = { 0 };
    join_lists(paper, &joined);
    if (!paper_index_same(old, paper))
        index_note(db, paper);
    return db_run(db, SQL_PAPER_UPDATE, ARGS(RECORD_ARGS(paper, joined)), err) &&
           run_for_difference(db, SQL_PAPER_CATEGORY_DELETE, paper, &old->categories,
                              &paper->categories, err) &&
           run_for_difference(db, SQL_PAPER_CATEGORY_INSERT, paper, &paper->categories,
                              &old->categories, err) &&
           (same_work(old, paper) || look_for_twin(db, paper, err));
}

bool paper_record_note(struct db *db, int64_t row, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct paper paper;
    if (!paper_record_get_row(db, row, &arena, &paper, err))
        return false;
    index_note(db, &paper);
    return true;
}

bool paper_record_keep_version(struct db *db, const struct paper *old, struct err *err)
{
    CLEANUP(buf_done) struct buf names_buf = buf_upto(LIST_TEXT_MAX);
    const char *names = join(&names_buf, &old->authors, '\n');
    return db_run(db, SQL_PAPER_VERSION_INSERT,
                  ARGS(db_int(":paper", old->row), db_int(":version", old->version),
                       db_time(":updated", old->updated), db_text(":title", old->title),
                       db_text(":authors", names), db_text(":comment", old->comment),
                       db_text(":abstract", old->abstract)),
                  err);
}
