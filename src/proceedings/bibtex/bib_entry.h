/* One entry of a .bib file as its fields, still in TeX. Pure. */
#ifndef PROCEEDINGS_BIB_ENTRY_H
#define PROCEEDINGS_BIB_ENTRY_H

#include "proceedings/bibtex/bib_macros.h"
#include "proceedings/bibtex/bib_split.h"

struct bib_field {
    struct str name, value; /* the name as written */
};

struct bib_entry {
    struct str type, key; /* as written; the key may be empty */
    int64_t line;
    struct {
        struct bib_field *items;
        size_t count, capacity;
    } fields;
    struct str unknown; /* a word without a meaning that names a book or year */
};

/* Text and fields are views of the piece or live in the arena. Commas may be missing or
 * too many; a field that comes twice counts once, the first. A word that @string does
 * not know stands for itself. ERR_INVALID: it cannot be read; then *ret_entry has type,
 * key and line all the same. */
NODISCARD bool bib_entry_read(const struct bib_piece *piece, struct bib_macros *macros,
                              struct arena *arena, struct bib_entry *ret_entry,
                              struct err *err);
/* The meaning that an @string gives a word; ERR_INVALID, ERR_LIMIT. */
NODISCARD bool bib_entry_define(const struct bib_piece *piece,
                                struct bib_macros *macros, struct err *err);

/* Its value, white space around it cut; empty where it has none. Names in any case. */
struct str bib_entry_get(const struct bib_entry *entry, const char *name);
bool bib_entry_is(const struct bib_entry *entry, const char *type);

/* "entry smith24a (line 12)", "line 12" */
const char *bib_entry_place(struct arena *arena, const struct bib_entry *entry);

#endif
