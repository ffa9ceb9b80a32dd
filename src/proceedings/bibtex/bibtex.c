/* BibTeX files of proceedings: PMLR's, and what the Anthology, OpenReview, CVF, USENIX,
 * ISCA, IJCAI, AAAI, dblp and the managers of references export.
 *
 * The grammar is BibTeX's own (bibtex.web; btparse's bt_language describes it):
 * @string, concatenation, "…" and {…}, entries in braces or parentheses. Cutting is
 * bib_split's, an entry's fields bib_entry's, its edition bib_place's, its record
 * bib_paper's. */
#include "proceedings/bibtex/bib_reader.h"

#include "base/mem.h"
#include "source/sniff.h"

#include <stdlib.h>
#include <string.h>

enum { START_MAX = 1024, WAITING_MAX = 16 << 20 };

static bool take_piece(void *context, const struct bib_piece *piece, struct err *err);

static struct proceedings_reader *bibtex_open(const struct proceedings_ask *ask,
                                              const struct proceedings_sink *sink)
{
    struct proceedings_reader *reader = mem_alloc(sizeof *reader);
    *reader = (struct proceedings_reader){
        .ask = ask,
        .sink = sink,
        .start = buf_upto(START_MAX),
        .waiting = buf_upto(WAITING_MAX),
    };
    bib_phrases_init(&reader->phrases);
    reader->context = (struct bib_context){ .ask = ask, .phrases = &reader->phrases };
    reader->split = bib_split_open(take_piece, reader);
    return reader;
}

static void bibtex_close(struct proceedings_reader *reader)
{
    bib_split_close(reader->split);
    buf_done(&reader->start);
    buf_done(&reader->waiting);
    bib_macros_done(&reader->macros);
    bib_phrases_done(&reader->phrases);
    key_counts_done(&reader->names);
    key_counts_done(&reader->keys);
    arena_done(&reader->above_arena);
    arena_done(&reader->arena);
    free(reader);
}

static bool is_type(const struct bib_piece *piece, const char *type)
{
    return str_eq_nocase(piece->type, str_of(type));
}

static bool is_volume(const struct bib_piece *piece)
{
    return is_type(piece, "proceedings") || is_type(piece, "mvproceedings") ||
           is_type(piece, "collection");
}

static bool take_definition(struct proceedings_reader *reader,
                            const struct bib_piece *piece, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct bib_entry nowhere = { .line = piece->line };
    struct err why = { 0 };
    return bib_entry_define(piece, &reader->macros, &why) ||
           bib_tell_broken(reader, &nowhere, why.text, &arena, err);
}

static bool take_entry(struct proceedings_reader *reader, const struct bib_piece *piece,
                       struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct bib_entry entry;
    struct err why = { 0 };
    reader->records++;
    if (!bib_entry_read(piece, &reader->macros, &arena, &entry, &why))
        return bib_tell_unread(reader, &entry, why.text, &arena, err);
    if (!is_volume(piece))
        return bib_tell(reader, piece, &entry, &arena, err);
    bib_take_volume(reader, &entry);
    return true;
}

static bool take_piece(void *context, const struct bib_piece *piece, struct err *err)
{
    struct proceedings_reader *reader = context;
    if (is_type(piece, "preamble"))
        return true;
    if (is_type(piece, "string"))
        return take_definition(reader, piece, err);
    return take_entry(reader, piece, err);
}

/* The entry as it stands, behind its type, line and length. */
bool bib_keep_waiting(struct proceedings_reader *reader, const struct bib_piece *piece,
                      const struct bib_entry *entry, struct arena *arena,
                      struct err *err)
{
    size_t before = reader->waiting.len;
    struct bib_waiting head = { .line = piece->line,
                                .len = piece->text.len,
                                .type_len = piece->type.len };
    memcpy(head.type, piece->type.ptr, piece->type.len);
    buf_add(&reader->waiting, (struct str){ (const char *)&head, sizeof head });
    buf_add(&reader->waiting, piece->text);
    if (!reader->waiting.full)
        return true;
    reader->waiting.full = false;
    buf_cut(&reader->waiting, before);
    return bib_tell_broken(reader, entry, "the book that it names stands too far off",
                           arena, err);
}

static bool tell_waiting(struct proceedings_reader *reader, struct err *err)
{
    struct str rest = buf_str(&reader->waiting);
    reader->context.before = NULL; /* what stands last is not above them */
    reader->at_end = true;
    while (rest.len > 0) {
        struct bib_waiting head;
        memcpy(&head, rest.ptr, sizeof head);
        rest = str_from(rest, sizeof head);
        struct bib_piece piece = { .type = { head.type, head.type_len },
                                   .text = str_upto(rest, head.len),
                                   .line = head.line };
        reader->records--; /* it is counted already */
        if (!take_piece(reader, &piece, err))
            return false;
        rest = str_from(rest, head.len);
    }
    return true;
}

/* The start of the file tells what is no .bib file at all. */
static bool check_start(struct str start, struct err *err)
{
    if (str_starts(start, LIT("\xff\xfe")) || str_starts(start, LIT("\xfe\xff")))
        return err_set(err, ERR_INVALID, "the file is UTF-16: save it as UTF-8");
    return proceedings_check_start(start, err);
}

static bool start(struct proceedings_reader *reader, struct err *err)
{
    struct str bytes = buf_str(&reader->start);
    reader->started = true;
    (void)str_skip(&bytes, LIT("\xef\xbb\xbf"));
    return check_start(bytes, err) && bib_split_give(reader->split, bytes, err);
}

static bool bibtex_give(struct proceedings_reader *reader, struct str piece,
                        struct err *err)
{
    if (!reader->started) {
        struct str part = str_upto(piece, START_MAX - reader->start.len);
        buf_add(&reader->start, part);
        piece = str_from(piece, part.len);
        if (reader->start.len < START_MAX)
            return true;
        if (!start(reader, err))
            return false;
    }
    return bib_split_give(reader->split, piece, err);
}

static bool check_end(const struct proceedings_reader *reader, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    if (reader->records == 0)
        return err_set(err, ERR_INVALID, "the file holds no BibTeX entry, but %s",
                       sniff(&arena, buf_str(&reader->start)));
    if (reader->homeless > 0 && reader->position == 0)
        return err_set(err, ERR_INVALID,
                       "no entry says of which edition it is: give --venue and --year");
    return true;
}

static bool bibtex_end(struct proceedings_reader *reader, struct err *err)
{
    if (!reader->started && !start(reader, err))
        return false;
    return bib_split_end(reader->split, err) && tell_waiting(reader, err) &&
           check_end(reader, err) && bib_tell_editions(reader, err);
}

const struct proceedings_format proceedings_bibtex = {
    .name = "bibtex",
    .open = bibtex_open,
    .give = bibtex_give,
    .end = bibtex_end,
    .close = bibtex_close,
};
