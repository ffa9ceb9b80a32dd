/* The state of reading one .bib file, shared by bibtex.c and bib_tell.c. */
#ifndef PROCEEDINGS_BIB_READER_H
#define PROCEEDINGS_BIB_READER_H

#include "proceedings/bibtex/bib_paper.h"

struct proceedings_reader {
    const struct proceedings_ask *ask;
    const struct proceedings_sink *sink;
    struct bib_split *split;
    struct buf start; /* of the file: what it is is known before it is read */
    bool started;
    struct arena arena; /* of the file: volumes, editions */
    struct bib_macros macros;
    struct bib_phrases phrases;
    struct bib_context context;
    struct {
        struct bib_volume *items;
        size_t count, capacity;
    } volumes; /* by key, for crossref; the last one is what stands above an entry */
    struct arena above_arena;
    struct bib_volume above;
    struct {
        struct bib_edition {
            struct source_edition told;
            bool declares; /* the file is of it, not only some entries */
        } * items;
        size_t count, capacity;
    } editions;
    size_t last_edition;
    struct buf waiting; /* entries whose crossref names a book that is still to come */
    bool at_end;        /* no more books come */
    struct key_counts names; /* of the papers of PMLR's volume */
    struct key_counts keys;  /* of papers that were told */
    int64_t position;
    int64_t records;  /* entries that are neither @string nor @preamble */
    int64_t homeless; /* of these, without an edition */
};

/* What becomes of an entry that was read: told, kept waiting, left out. */
NODISCARD bool bib_tell(struct proceedings_reader *reader,
                        const struct bib_piece *piece, const struct bib_entry *entry,
                        struct arena *arena, struct err *err);
/* Tells an entry that cannot be read: as far as it goes, it is one of its edition. */
NODISCARD bool bib_tell_unread(struct proceedings_reader *reader,
                               const struct bib_entry *entry, const char *why,
                               struct arena *arena, struct err *err);
NODISCARD bool bib_tell_broken(struct proceedings_reader *reader,
                               const struct bib_entry *entry, const char *why,
                               struct arena *arena, struct err *err);
/* Keeps an entry until the end, when the book that it names is known. */
struct bib_waiting {
    int64_t line;
    size_t len, type_len;
    char type[BIB_TYPE_MAX];
};
NODISCARD bool bib_keep_waiting(struct proceedings_reader *reader,
                                const struct bib_piece *piece,
                                const struct bib_entry *entry, struct arena *arena,
                                struct err *err);
/* A book: what follows is of it, or names it by its key. */
void bib_take_volume(struct proceedings_reader *reader, const struct bib_entry *entry);
/* At the end: the editions, in the order in which they came. */
NODISCARD bool bib_tell_editions(struct proceedings_reader *reader, struct err *err);

#endif
