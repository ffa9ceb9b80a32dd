/* Key, names and values of an entry; see bib_entry.h. */
#include "proceedings/bibtex/bib_entry.h"

#include "base/buf.h"
#include "proceedings/bibtex/bib_text.h"
#include "proceedings/format.h"
#include "source/entry.h"

#include <inttypes.h>
#include <string.h>

enum { SHOWN_MAX = 80, FIELDS_MAX = 1000 };

struct scan {
    struct str rest;
    struct bib_macros *macros;
    struct arena *arena;
    size_t expanded; /* bytes that words have become */
    struct str unknown;
};

/* White space, and what stands behind % up to the end of its line. */
static void skip_white(struct str *rest)
{
    while (rest->len > 0) {
        if (char_is_space(rest->ptr[0]))
            *rest = str_from(*rest, 1);
        else if (rest->ptr[0] == '%')
            *rest = str_from(*rest, str_find_char(*rest, '\n'));
        else
            return;
    }
}

static void skip_commas(struct str *rest)
{
    skip_white(rest);
    while (str_skip(rest, LIT(",")))
        skip_white(rest);
}

/* What BibTeX takes for a name or word. */
static struct str take_word(struct str *rest)
{
    size_t len = 0;
    while (len < rest->len && (unsigned char)rest->ptr[len] > ' ' &&
           memchr("\"#%'(),={}", rest->ptr[len], 10) == NULL)
        len++;
    struct str word = str_upto(*rest, len);
    *rest = str_from(*rest, len);
    return word;
}

/* A key may hold what a name may not: 10.1145/(abc), O'Brien20. */
static struct str take_key(struct str *rest)
{
    skip_white(rest);
    size_t len = 0;
    while (len < rest->len && (unsigned char)rest->ptr[len] > ' ' &&
           memchr(",={}\"", rest->ptr[len], 5) == NULL)
        len++;
    struct str key = str_upto(*rest, len), after = str_from(*rest, len);
    skip_white(&after);
    if (str_starts(after, LIT("=")))
        return str_upto(key, 0); /* the first field: there is no key */
    *rest = after;
    return key;
}

/* {…} or "…", braces balanced within. */
static bool take_delimited(struct str *rest, char close, struct str *ret_text,
                           struct err *err)
{
    int64_t depth = 0;
    for (size_t i = 1; i < rest->len; i++) {
        char c = rest->ptr[i];
        if (c == close && depth == 0) {
            *ret_text = str_upto(str_from(*rest, 1), i - 1);
            *rest = str_from(*rest, i + 1);
            return true;
        }
        depth += (c == '{') - (c == '}');
        if (depth < 0)
            break;
    }
    return err_set(err, ERR_INVALID, "a value that begins with %c has no end",
                   rest->ptr[0]);
}

static bool is_number(struct str word)
{
    return str_has_only(word, STR_DIGITS);
}

static bool take_meaning(struct scan *scan, struct str *ret_text, struct err *err)
{
    struct str word = take_word(&scan->rest);
    if (word.len == 0)
        return err_set(err, ERR_INVALID, "a field has no value");
    *ret_text = word;
    if (is_number(word))
        return true;
    if (!bib_macros_find(scan->macros, word, ret_text) && scan->unknown.len == 0)
        scan->unknown = word;
    if (!bib_macros_count(scan->macros, *ret_text, err))
        return false;
    scan->expanded += ret_text->len;
    return scan->expanded <= PROCEEDINGS_RECORD_MAX ||
           err_set(err, ERR_LIMIT, "words of @string make it longer than %d MiB",
                   PROCEEDINGS_RECORD_MAX >> 20);
}

static bool take_piece(struct scan *scan, struct str *ret_text, struct err *err)
{
    skip_white(&scan->rest);
    char c = scan->rest.len > 0 ? scan->rest.ptr[0] : '\0';
    if (c == '{' || c == '"')
        return take_delimited(&scan->rest, c == '{' ? '}' : '"', ret_text, err);
    return take_meaning(scan, ret_text, err);
}

/* "a" # b # {c} */
static bool take_value(struct scan *scan, struct str *ret_value, struct err *err)
{
    struct str piece;
    if (!take_piece(scan, &piece, err))
        return false;
    skip_white(&scan->rest);
    *ret_value = piece;
    if (!str_starts(scan->rest, LIT("#")))
        return true;
    CLEANUP(buf_done) struct buf whole = buf_upto(2 * (size_t)PROCEEDINGS_RECORD_MAX);
    buf_add(&whole, piece);
    while (str_skip(&scan->rest, LIT("#"))) {
        if (!take_piece(scan, &piece, err))
            return false;
        buf_add(&whole, piece);
        skip_white(&scan->rest);
    }
    *ret_value = (struct str){ arena_text(scan->arena, buf_str(&whole)), whole.len };
    return true;
}

/* What an error may say of a text. */
static const char *shown(const struct scan *scan, struct str text)
{
    const char *plain = entry_plain(scan->arena, str_upto(text, SHOWN_MAX), SHOWN_MAX);
    return plain != NULL ? plain : "a control character";
}

static bool take_field(struct scan *scan, struct bib_field *ret_field, struct err *err)
{
    struct bib_field field = { .name = take_word(&scan->rest) };
    skip_white(&scan->rest);
    if (field.name.len == 0)
        return err_set(err, ERR_INVALID, "what begins with “%s” is no field",
                       shown(scan, str_upto(scan->rest, 1)));
    if (!str_skip(&scan->rest, LIT("=")))
        return err_set(err, ERR_INVALID, "the field “%s” has no value",
                       shown(scan, field.name));
    if (!take_value(scan, &field.value, err))
        return err_add(err, "%s", shown(scan, field.name));
    *ret_field = field;
    return true;
}

static bool check_end(enum bib_end end, struct err *err)
{
    switch (end) {
    case BIB_CLOSED:
        return true;
    case BIB_OPEN:
        return err_set(err, ERR_INVALID, "its braces do not close");
    case BIB_CUT:
        return err_set(err, ERR_INVALID, "the file ends within it");
    case BIB_LONG:
        return err_set(err, ERR_LIMIT, "it is longer than %d MiB",
                       PROCEEDINGS_RECORD_MAX >> 20);
    }
    return true;
}

static bool is_one_of(struct str name, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_eq_nocase(name, str_of(names[i])))
            return true;
    return false;
}

/* A word that no @string explains may be the name of a conference; a title or an author
 * it is not. What nobody asks for (month = mai) is no matter. */
static bool check_words(struct scan *scan, struct str name, struct bib_entry *entry,
                        struct err *err)
{
    static const char *const texts[] = {
        "title", "subtitle", "author",   "abstract",
        "url",   "doi",      "keywords", "openreview"
    };
    static const char *const books[] = { "booktitle", "eventtitle", "journal",
                                         "series",    "year",       "journaltitle" };
    struct str unknown = scan->unknown;
    scan->unknown = LIT("");
    if (unknown.len == 0)
        return true;
    if (is_one_of(name, texts, COUNT_OF(texts)))
        return err_set(err, ERR_INVALID, "no @string says what “%s” is",
                       shown(scan, unknown));
    if (is_one_of(name, books, COUNT_OF(books)))
        entry->unknown = unknown;
    return true;
}

bool bib_entry_read(const struct bib_piece *piece, struct bib_macros *macros,
                    struct arena *arena, struct bib_entry *ret_entry, struct err *err)
{
    struct scan scan = { bib_utf8(arena, piece->text), macros, arena, .expanded = 0 };
    *ret_entry = (struct bib_entry){ .type = piece->type, .line = piece->line };
    ret_entry->key = take_key(&scan.rest);
    if (!check_end(piece->end, err))
        return false;
    skip_commas(&scan.rest);
    while (scan.rest.len > 0) {
        struct bib_field field;
        if (ret_entry->fields.count == FIELDS_MAX)
            return err_set(err, ERR_LIMIT, "it has over %d fields", FIELDS_MAX);
        if (!take_field(&scan, &field, err))
            return false;
        ARENA_PUSH(arena, &ret_entry->fields, field);
        if (!check_words(&scan, field.name, ret_entry, err))
            return false;
        skip_commas(&scan.rest);
    }
    return true;
}

bool bib_entry_define(const struct bib_piece *piece, struct bib_macros *macros,
                      struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct scan scan = { bib_utf8(&arena, piece->text), macros, &arena, .expanded = 0 };
    struct bib_field field;
    if (!check_end(piece->end, err))
        return false;
    skip_commas(&scan.rest);
    while (scan.rest.len > 0) {
        if (!take_field(&scan, &field, err) ||
            !bib_macros_put(macros, field.name, field.value, err))
            return false;
        skip_commas(&scan.rest);
    }
    return true;
}

static const struct bib_field *find_field(const struct bib_entry *entry,
                                          const char *name)
{
    for (size_t i = 0; i < entry->fields.count; i++)
        if (str_eq_nocase(entry->fields.items[i].name, str_of(name)))
            return &entry->fields.items[i];
    return NULL;
}

struct str bib_entry_get(const struct bib_entry *entry, const char *name)
{
    const struct bib_field *field = find_field(entry, name);
    return field ? str_trim(field->value) : LIT("");
}

bool bib_entry_is(const struct bib_entry *entry, const char *type)
{
    return str_eq_nocase(entry->type, str_of(type));
}

const char *bib_entry_place(struct arena *arena, const struct bib_entry *entry)
{
    const char *key = entry_plain(arena, str_upto(entry->key, SHOWN_MAX), SHOWN_MAX);
    if (key == NULL)
        return arena_printf(arena, "line %" PRId64, entry->line);
    return arena_printf(arena, "entry %s (line %" PRId64 ")", key, entry->line);
}
