/* What holds for every file of proceedings, whatever a reader was given: all that it
 * tells survives the way through the child and has what the store asks for. */
#ifndef FUZZ_CHECK_PROCEEDINGS_H
#define FUZZ_CHECK_PROCEEDINGS_H

#include "../unit/proceedings/read_whole.h"
#include "check_document.h"

static inline bool check_told_entry(void *context, const struct source_entry *entry,
                                    struct err *err)
{
    struct err why = { 0 };
    struct str series;
    int year;
    (void)context, (void)err;
    assert(paper_check(&entry->paper, &why));
    assert(entry->paper.branch == BRANCH_VENUE && entry->dialect != VENUE_UNKNOWN);
    assert(venue_key_is_valid(str_of(entry->paper.key)));
    assert(paper_edition(entry->paper.venue, &series, &year));
    assert(entry->position > 0);
    check_entry(entry);
    return true;
}

static inline bool check_told_edition(void *context,
                                      const struct source_edition *edition,
                                      struct err *err)
{
    (void)context, (void)err;
    check_edition(edition);
    return true;
}

static inline bool check_told_left_out(void *context, const char *why, struct err *err)
{
    (void)context, (void)err;
    assert(why[0] != '\0' && utf8_valid(str_of(why)));
    return true;
}

static inline bool check_told_broken(void *context, const char *where, const char *why,
                                     struct err *err)
{
    assert(where[0] != '\0' && utf8_valid(str_of(where)));
    return check_told_left_out(context, why, err);
}

static inline bool check_told_page(void *context, const struct proceedings_page *page,
                                   struct err *err)
{
    (void)context, (void)err;
    assert(page->next != NULL || page->count >= 0);
    assert(page->next == NULL || (strlen(page->next) <= PROCEEDINGS_NEXT_MAX &&
                                  utf8_valid(str_of(page->next))));
    return true;
}

/* `ask`: what the caller would know. */
static inline void check_proceedings(const struct proceedings_format *format,
                                     struct str bytes,
                                     const struct proceedings_ask *ask)
{
    const struct proceedings_sink sink = { check_told_entry,    check_told_edition,
                                           check_told_left_out, check_told_broken,
                                           check_told_page,     NULL };
    struct err err = { 0 };
    if (!read_whole(format, bytes, ask, &sink, &err))
        assert(err.code != ERR_NONE && utf8_valid(str_of(err.text)));
}

#endif
