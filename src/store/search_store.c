/* Search; see search_store.h. Words are runs of letters and digits; each is quoted, so
 * that FTS5 takes nothing of the reader's text for its own language. */
#include "store/search_store.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "store/db.h"
#include "store/paper_record.h"

enum {
    TEXT_MAX = 1000,
    MATCH_MAX = 4096,
    SEARCH_WORDS_MAX = 12,
    SEARCH_TOTAL_MAX = 1000
};

struct row_list {
    int64_t *items;
    size_t count, capacity;
};

/* Blocks of punctuation and symbols; an unknown character counts as a letter. */
static bool is_separator(uint32_t c)
{
    if (c < 0x80)
        return !char_is_letter((char)c) && !char_is_digit((char)c);
    return c < 0xaa || (c > 0xaa && c < 0xc0 && c != 0xb5 && c != 0xba) || c == 0xd7 ||
           c == 0xf7 || (c >= 0x2000 && c < 0x2070) || (c >= 0x2190 && c < 0x2c00) ||
           (c >= 0x3000 && c < 0x3005) || (c >= 0x3008 && c < 0x3021) ||
           (c >= 0xff00 && c < 0xff10) || c == 0xfffd || utf8_is_invisible(c);
}

/* Takes the next word off *text; empty at the end. */
static struct str next_word(struct str *text)
{
    struct str word = { text->ptr, 0 };
    while (text->len > 0) {
        const char *start = text->ptr;
        if (!is_separator(utf8_next(text))) {
            if (word.len == 0)
                word.ptr = start;
            word.len = (size_t)(text->ptr - word.ptr);
        } else if (word.len > 0) {
            break;
        }
    }
    return word;
}

/* The words in FTS5's language: "one" "two". */
static void write_match(struct buf *out, struct str text)
{
    struct str rest =
        str_upto(text, utf8_floor(text.ptr, str_upto(text, TEXT_MAX).len));
    struct str word = next_word(&rest);
    for (int count = 0; word.len > 0 && count < SEARCH_WORDS_MAX; count++) {
        buf_text(out, count > 0 ? " \"" : "\"");
        buf_add(out, word);
        buf_char(out, '"');
        word = next_word(&rest);
    }
}

static bool find_rows(struct db *db, const char *match, struct arena *arena,
                      struct row_list *list, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    db_query(db, SQL_PAPER_FTS_FIND,
             ARGS(db_text(":words", match), db_int(":limit", SEARCH_TOTAL_MAX)), &rows,
             err);
    while (rows_next(&rows))
        ARENA_PUSH(arena, list, row_int(&rows));
    return rows_ok(&rows);
}

static bool load(struct db *db, const struct row_list *rows,
                 const struct search_query *query, struct arena *arena,
                 struct paper_list *papers, struct err *err)
{
    int64_t count = (int64_t)rows->count, left = query->show;
    for (int64_t i = query->skip < 0 ? 0 : query->skip; i < count && left > 0;
         i++, left--) {
        struct paper paper;
        if (!paper_record_get_row(db, rows->items[i], arena, &paper, err))
            return false;
        ARENA_PUSH(arena, papers, paper);
    }
    return true;
}

bool search_store_find(struct db *db, const struct search_query *ask,
                       struct arena *arena, struct search_page *ret_page,
                       struct err *err)
{
    CLEANUP(buf_done) struct buf match = buf_upto(MATCH_MAX);
    CLEANUP(arena_done) struct arena own = { 0 };
    struct row_list rows = { 0 };
    struct search_page page = { .total = 0 };
    write_match(&match, str_of(ask->query->text));
    if (match.len > 0 && !find_rows(db, match.ptr, &own, &rows, err))
        return false;
    if (!load(db, &rows, ask, arena, &page.papers, err))
        return false;
    page.total = page.all_shown = (int64_t)rows.count;
    *ret_page = page;
    return true;
}
