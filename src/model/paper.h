/* A paper as we know it: a plain record. Strings and lists live in some arena; an
 * absent text is NULL, an absent time 0, an absent day DAY_NONE. */
#ifndef MODEL_PAPER_H
#define MODEL_PAPER_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/err.h"

enum branch { BRANCH_ARXIV, BRANCH_VENUE };
const char *branch_name(enum branch branch); /* "arxiv", "venue" */

enum {
    PAPER_TITLE_MAX = 2000,     /* bytes */
    PAPER_ABSTRACT_MAX = 40000, /* bytes */
    PAPER_AUTHORS_MAX = 20000,  /* names */
    PAPER_NAME_MAX = 400,       /* bytes of one name */
    PAPER_CATEGORIES_MAX = 64,
    PAPER_KEY_MAX = 200,     /* bytes */
    PAPER_CATEGORY_MAX = 64, /* bytes of one code */
    PAPER_FIELD_MAX = 4000,  /* bytes: comment, journal_ref */
    PAPER_VENUE_MAX = 100,   /* bytes: venue, group */
    PAPER_AWARD_MAX = 400,   /* bytes of all together */
    PAPER_SUBJECTS_MAX = 50,
    PAPER_SUBJECT_MAX = 200, /* bytes of one */
};

struct text_list {
    const char **items;
    size_t count, capacity;
};

/* True if one of them is that text, byte for byte. */
bool text_list_has(const struct text_list *list, const char *text);

struct paper {
    int64_t row; /* the store's number, in date order; 0 = not stored */
    enum branch branch;
    const char *key; /* "2401.01234", "math/0309136"; later "x@OpenReview" */
    int version;     /* 0 = not known yet */
    const char *title;
    const char *abstract;
    struct text_list authors;
    struct text_list categories; /* canonical codes, primary first */
    const char *primary_category;
    int64_t published; /* first version submitted */
    int64_t updated;   /* this version submitted */
    int32_t announced; /* listing day of its first announcement seen, or DAY_NONE */
    const char *comment, *journal_ref, *doi, *license;
    const char *pdf_url, *page_url, *code_url;
    const char *venue, *group; /* "ICLR.2024", "Oral": of a venue paper */
    const char *award;         /* "Best Paper"; several joined with "; " */
    struct text_list subjects; /* keywords that its source tells, as written */
    const char *keywords; /* comma-joined; the store finds them in title and abstract */
    bool withdrawn;
    bool provisional; /* only the listing page has told of it so far */
    int64_t pdf_clicks, faq_clicks;
    int64_t faqs; /* finished ones, of any version and language */
};

/* What a paper must have to be stored: key, title, at least one category if it is
 * arXiv's, sizes within bounds, well-formed text. ERR_INVALID names the field. */
NODISCARD bool paper_check(const struct paper *paper, struct err *err);
/* A deep copy whose strings and lists live in `arena`. */
struct paper paper_copy(struct arena *arena, const struct paper *paper);

/* "ICLR" and 2024 of the edition "ICLR.2024"; its last part is the year. False leaves
 * both as they are. */
bool paper_edition(const char *venue, struct str *ret_series, int *ret_year);
/* The day that dates mean, for search: announced, else of the first version, else
 * 1 January of the edition's year; DAY_NONE if nothing is known. */
int32_t paper_day(const struct paper *paper);

/* The addresses of the latest version that follow from an arXiv key. */
const char *paper_arxiv_page_url(struct arena *arena, const char *key);
const char *paper_arxiv_pdf_url(struct arena *arena, const char *key);
/* The first link to a code host in the abstract or comment, or NULL. */
const char *paper_code_url(struct arena *arena, const char *abstract,
                           const char *comment);
/* True if the comment or abstract says that the paper was withdrawn. */
bool paper_says_withdrawn(const char *abstract, const char *comment);

#endif
