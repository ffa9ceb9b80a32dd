/* Series, editions and dialects by name; see venue.h. */
#include "model/venue.h"

#include "model/paper.h"

#define SERIES(name, title, field) { name, title, field },
#define ALSO(other, name)
static const struct venue_series all[] = {
#include "model/venue_series.def"
};
#undef SERIES
#undef ALSO

#define SERIES(name, title, field)
#define ALSO(other, name) { other, name },
static const struct {
    const char *other, *name;
} others[] = {
#include "model/venue_series.def"
};

static const char *const dialects[VENUE_DIALECT_COUNT] = {
    [VENUE_UNKNOWN] = "unknown", [VENUE_PAPERLISTS] = "paperlists",
    [VENUE_CSL] = "csl",         [VENUE_BIBTEX] = "bibtex",
    [VENUE_VIRTUAL] = "virtual", [VENUE_OPENREVIEW] = "openreview",
    [VENUE_PMLR] = "pmlr",       [VENUE_OJS] = "ojs",
    [VENUE_ACL] = "acl",         [VENUE_OWN] = "own",
};

const struct venue_series *venue_series_all(size_t *ret_count)
{
    *ret_count = COUNT_OF(all);
    return all;
}

/* Most names of a long table differ in their first letter. */
static bool is_name(struct str text, const char *name)
{
    return text.len > 0 && char_lower(text.ptr[0]) == char_lower(name[0]) &&
           str_eq_nocase(text, str_of(name));
}

static struct str first_name(struct str name)
{
    for (size_t i = 0; i < COUNT_OF(others); i++)
        if (is_name(name, others[i].other))
            return str_of(others[i].name);
    return name;
}

const struct venue_series *venue_series_find(struct str name)
{
    struct str first = first_name(str_trim(name));
    for (size_t i = 0; i < COUNT_OF(all); i++)
        if (is_name(first, all[i].name))
            return &all[i];
    return NULL;
}

bool venue_series_read(struct arena *arena, struct str text, const char **ret_name,
                       struct err *err)
{
    struct str name = str_trim(text);
    const struct venue_series *known = venue_series_find(name);
    if (known == NULL && name.len > VENUE_SERIES_MAX)
        return err_set(err, ERR_INVALID,
                       "the name of a series has at most %d bytes, this one %zu",
                       VENUE_SERIES_MAX, name.len);
    if (known == NULL && !str_has_only(name, STR_LETTERS STR_DIGITS "-_"))
        return err_set(err, ERR_INVALID,
                       "\"%.*s\" is no series: its name is letters, digits, - and _, "
                       "as in ICLR or USENIX-Sec",
                       STR_ARG(name));
    *ret_name = known ? known->name : arena_text(arena, name);
    return true;
}

const char *venue_field_of(const char *series)
{
    const struct venue_series *known = venue_series_find(str_of(series));
    return known ? known->field : "Other";
}

int venue_year(struct str text)
{
    int64_t year = 0;
    struct err ignored;
    return str_to_int(text, VENUE_YEAR_MIN, VENUE_YEAR_MAX, &year, &ignored) ? (int)year
                                                                             : 0;
}

const char *venue_edition_name(struct arena *arena, const char *series, int year)
{
    return arena_printf(arena, "%s.%d", series, year);
}

static bool edition_refused(struct str text, struct err *err)
{
    return err_set(err, ERR_INVALID,
                   "\"%.*s\" is no edition: it is a series, a dot and a year from "
                   "%d to %d, as in ICLR.2024",
                   STR_ARG(str_upto(text, VENUE_SERIES_MAX)), VENUE_YEAR_MIN,
                   VENUE_YEAR_MAX);
}

bool venue_edition_read(struct arena *arena, struct str text, const char **ret_edition,
                        struct err *err)
{
    CLEANUP(arena_done) struct arena scratch = { 0 };
    struct str series;
    const char *name;
    int year;
    struct err ignored;
    if (!paper_edition(arena_text(&scratch, str_trim(text)), &series, &year) ||
        !venue_series_read(&scratch, series, &name, &ignored))
        return edition_refused(text, err);
    *ret_edition = venue_edition_name(arena, name, year);
    return true;
}

const char *venue_dialect_name(enum venue_dialect dialect)
{
    return dialect >= 0 && dialect < VENUE_DIALECT_COUNT ? dialects[dialect]
                                                         : dialects[VENUE_UNKNOWN];
}

bool venue_dialect_read(struct str name, enum venue_dialect *ret_dialect)
{
    for (size_t i = 0; i < COUNT_OF(dialects); i++)
        if (str_eq(name, str_of(dialects[i]))) {
            *ret_dialect = (enum venue_dialect)i;
            return true;
        }
    return false;
}
