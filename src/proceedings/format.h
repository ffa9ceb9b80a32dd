/* A format of proceedings as a reader of bytes: given in pieces, told on record by
 * record, so that a file of any size is read in flat memory. What all dialects of this
 * folder share. Pure: no clock, no files. */
#ifndef PROCEEDINGS_FORMAT_H
#define PROCEEDINGS_FORMAT_H

#include "source/record.h"

enum {
    PROCEEDINGS_RECORD_MAX = 4 << 20, /* bytes; a longer record is broken */
    PROCEEDINGS_NEXT_MAX = 4000,      /* bytes of a next page's address */
};

/* What the caller knows about the file; NULL and 0: nothing. A format that names its
 * editions itself (acl) then tells those of this edition alone, and the others as left
 * out. */
struct proceedings_ask {
    const char *series; /* canonical: venue_series_read */
    int year;
    bool edition_optional; /* an entry may come without: venue NULL, key "x@LIST" */
};

/* What a page of a list says of the list. */
struct proceedings_page {
    /* The next page's address, as it stands there: absolute or relative; "": there is
     * one, it does not say where; NULL: this is the last. */
    const char *next;
    int64_t count; /* of the whole list, whatever it counts; -1: not said */
};

/* Told in the order of the file. Each may end the reading (false, with err). */
struct proceedings_sink {
    /* paper.key, venue, title at least; position and dialect set. */
    bool (*entry)(void *context, const struct source_entry *entry, struct err *err);
    /* Before its entries, or behind them where only the end tells; may come twice. */
    bool (*edition)(void *context, const struct source_edition *edition,
                    struct err *err);
    /* A record that was read and is not for us, and why, in words that repeat:
     * "not accepted (Withdraw)", "of another edition (ACL.2024)". */
    bool (*left_out)(void *context, const char *why, struct err *err);
    /* A record that cannot be read: "line 12", "paper 2024.acl-long.1", "entry
     * smith24a". */
    bool (*broken)(void *context, const char *where, const char *why, struct err *err);
    /* Behind its entries and before its editions. NULL: the file is all there is. */
    bool (*page)(void *context, const struct proceedings_page *page, struct err *err);
    void *context;
};

struct proceedings_reader; /* of one file */

struct proceedings_format {
    const char *name; /* "acl", "bibtex", "json" */
    /* `ask` and `sink` outlive the reader. Never NULL. */
    struct proceedings_reader *(*open)(const struct proceedings_ask *ask,
                                       const struct proceedings_sink *sink);
    bool (*give)(struct proceedings_reader *reader, struct str piece, struct err *err);
    /* The file has ended. ERR_INVALID: it holds no proceedings at all, or says no
     * edition and `ask` has none; ERR_UPSTREAM: an error answer or a challenge page;
     * an empty list that a source calls its whole answer is none of these. A file that
     * is cut off is a broken record at its end. */
    bool (*end)(struct proceedings_reader *reader, struct err *err);
    void (*close)(struct proceedings_reader *reader);
};

extern const struct proceedings_format proceedings_acl, proceedings_bibtex,
    proceedings_json;

/* What the formats share about one entry. */
/* Starts an entry of that edition (NULL: not known); its key is given by
 * proceedings_finish. */
void proceedings_start(struct arena *arena, const char *edition,
                       enum venue_dialect dialect, int64_t position,
                       struct source_entry *ret_entry);
/* An address or id that may name the paper: OpenReview, Anthology, PMLR, IJCAI, AAAI,
 * CVF, ECVA, USENIX, ISCA, NDSS pages (paper_address_key) are kept as ids, each once,
 * in the order given; an arXiv address or DOI as the twin. True if it was one of them.
 */
bool proceedings_add_id(struct arena *arena, struct source_entry *entry,
                        struct str address);
/* A DOI, also within an address: the paper's, unless it has one, and an id or the twin
 * where it is one of those. */
void proceedings_add_doi(struct arena *arena, struct source_entry *entry,
                         struct str raw);
/* Chooses the key (the first id, else venue_list_key of `native`), what follows from
 * the rest (code, addresses of known sources), and checks: ERR_INVALID if no title. */
NODISCARD bool proceedings_finish(struct arena *arena, struct source_entry *entry,
                                  struct str native, struct err *err);
/* Is it a page for people where data should be: "<!DOCTYPE html", "<html"? ERR_UPSTREAM
 * says that a site wants a browser or a login. */
NODISCARD bool proceedings_check_start(struct str bytes, struct err *err);

#endif
