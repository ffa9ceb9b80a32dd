/* The state machine over bytes; see bib_split.h. */
#include "proceedings/bibtex/bib_split.h"

#include "base/buf.h"
#include "base/mem.h"
#include "proceedings/format.h"

#include <stdlib.h>
#include <string.h>

enum { START_KEPT = 256 }; /* bytes of an entry that is too long */

/* "@type {": looked for outside entries, and inside at the start of a line. */
struct head {
    bool on, gap; /* gap: white space behind the type */
    char type[BIB_TYPE_MAX];
    size_t len;
    int64_t line;
    size_t at; /* where it stands in the entry that it may end */
};

struct bib_split {
    bib_take *take;
    void *context;
    int64_t line;
    bool line_start;   /* the next byte begins a line */
    bool blank_line;   /* nothing but white space on this line so far */
    bool remark;       /* in a line that began with % */
    bool inside;       /* an entry */
    bool comments_end; /* at once, as BibTeX does: one has no end in this file */
    struct head head;
    /* Of the entry that is being read: */
    char type[BIB_TYPE_MAX];
    size_t type_len;
    int64_t entry_line, text_line;
    bool is_comment, is_long, quoted;
    char closer;
    size_t depth;
    struct buf text;
};

struct bib_split *bib_split_open(bib_take *take, void *context)
{
    struct bib_split *split = mem_alloc(sizeof *split);
    *split = (struct bib_split){
        .take = take,
        .context = context,
        .line = 1,
        .line_start = true,
        .blank_line = true,
        .text = buf_upto(PROCEEDINGS_RECORD_MAX),
    };
    return split;
}

void bib_split_close(struct bib_split *split)
{
    if (split != NULL)
        buf_done(&split->text);
    free(split);
}

static bool is_type_char(char c)
{
    return char_is_letter(c) || char_is_digit(c) || c == '_' || c == '-';
}

enum head_state { HEAD_NONE, HEAD_MORE, HEAD_WHOLE };

static enum head_state head_take(struct head *head, char c)
{
    if (!head->gap && is_type_char(c) && head->len < sizeof head->type) {
        head->type[head->len++] = c;
        return HEAD_MORE;
    }
    if (head->len > 0 && char_is_space(c)) {
        head->gap = true;
        return HEAD_MORE;
    }
    head->on = false;
    return head->len > 0 && (c == '{' || c == '(') ? HEAD_WHOLE : HEAD_NONE;
}

static void head_start(struct bib_split *split)
{
    split->head =
        (struct head){ .on = true, .line = split->line, .at = split->text.len };
}

static bool tell(struct bib_split *split, struct str text, enum bib_end end,
                 struct err *err)
{
    struct bib_piece piece = {
        .type = { split->type, split->type_len },
        .text = text,
        .line = split->entry_line,
        .end = split->is_long ? BIB_LONG : end,
    };
    split->inside = false;
    return split->is_comment || split->take(split->context, &piece, err);
}

static void entry_start(struct bib_split *split, char opener)
{
    const struct head *head = &split->head;
    memcpy(split->type, head->type, head->len);
    split->type_len = head->len;
    split->entry_line = head->line;
    split->text_line = split->line;
    split->is_comment =
        str_eq_nocase((struct str){ split->type, split->type_len }, LIT("comment"));
    split->inside = !split->is_comment || !split->comments_end;
    split->is_long = split->quoted = false;
    split->closer = opener == '{' ? '}' : ')';
    split->depth = 0;
    buf_clear(&split->text);
}

/* A comment without an end was none: what it seemed to hold is read again. */
static bool reread_comment(struct bib_split *split, struct err *err)
{
    struct buf text = split->text;
    split->text = buf_upto(PROCEEDINGS_RECORD_MAX);
    split->comments_end = true;
    split->inside = split->remark = split->head.on = false;
    split->line = split->text_line;
    split->line_start = split->blank_line = false;
    bool read = bib_split_give(split, buf_str(&text), err);
    buf_done(&text);
    return read;
}

/* Keeps what belongs to the entry, as far as there is room. */
static void keep(struct bib_split *split, struct str bytes)
{
    if (split->is_long)
        return;
    buf_add(&split->text, bytes);
    if (!split->text.full)
        return;
    split->is_long = true;
    split->text.full = false;
    buf_cut(&split->text, START_KEPT);
}

/* True if the byte closes the entry. */
static bool count_braces(struct bib_split *split, char c)
{
    if (c == '"' && split->depth == 0)
        split->quoted = !split->quoted;
    if (c == '{')
        split->depth++;
    bool outer = split->depth == 0;
    if (c == '}' && !outer)
        split->depth--;
    return outer && c == split->closer && (c == '}' || !split->quoted);
}

static bool take_inside(struct bib_split *split, char c, struct err *err)
{
    if (split->head.on && head_take(&split->head, c) == HEAD_WHOLE) {
        size_t at = split->is_long ? split->text.len : split->head.at;
        if (!tell(split, str_upto(buf_str(&split->text), at), BIB_OPEN, err))
            return false;
        entry_start(split, c);
        return true;
    }
    if (c == '@' && split->line_start && !split->is_comment)
        head_start(split);
    if (count_braces(split, c)) {
        split->head.on = false;
        return tell(split, buf_str(&split->text), BIB_CLOSED, err);
    }
    keep(split, (struct str){ &c, 1 });
    return true;
}

static void take_outside(struct bib_split *split, char c)
{
    if (split->head.on) {
        enum head_state state = head_take(&split->head, c);
        if (state == HEAD_WHOLE)
            entry_start(split, c);
        if (state != HEAD_NONE)
            return;
    }
    if (c == '%' && split->blank_line)
        split->remark = true;
    else if (c == '@' && !split->remark)
        head_start(split);
}

static void count_line(struct bib_split *split, char c)
{
    bool ends = c == '\n' || c == '\r';
    split->line += c == '\n';
    split->line_start = ends;
    split->blank_line = ends || (split->blank_line && char_is_space(c));
    if (ends)
        split->remark = false;
}

static bool take(struct bib_split *split, char c, struct err *err)
{
    bool taken = true;
    if (split->inside)
        taken = take_inside(split, c, err);
    else
        take_outside(split, c);
    count_line(split, c);
    return taken;
}

/* Bytes that mean nothing by themselves, to be passed at once. */
static size_t plain_length(const struct bib_split *split, struct str bytes)
{
    size_t len = 0;
    if (split->head.on || split->line_start)
        return 0;
    while (len < bytes.len && memchr("\n\r@{}()\"%", bytes.ptr[len], 9) == NULL)
        len++;
    return len;
}

static bool is_comment_too_long(const struct bib_split *split, size_t more)
{
    return split->inside && split->is_comment &&
           split->text.len + more > PROCEEDINGS_RECORD_MAX;
}

static void take_run(struct bib_split *split, struct str run)
{
    split->blank_line = split->blank_line && str_trim(run).len == 0;
    if (split->inside)
        keep(split, run);
}

bool bib_split_give(struct bib_split *split, struct str bytes, struct err *err)
{
    while (bytes.len > 0) {
        size_t plain = plain_length(split, bytes), len = plain > 0 ? plain : 1;
        if (is_comment_too_long(split, len)) {
            if (!reread_comment(split, err))
                return false;
            continue;
        }
        if (plain > 0)
            take_run(split, str_upto(bytes, plain));
        else if (!take(split, bytes.ptr[0], err))
            return false;
        bytes = str_from(bytes, len);
    }
    return true;
}

bool bib_split_end(struct bib_split *split, struct err *err)
{
    if (split->inside && split->is_comment && !reread_comment(split, err))
        return false;
    return !split->inside || tell(split, buf_str(&split->text), BIB_CUT, err);
}
