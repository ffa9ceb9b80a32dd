/* Any bytes as a .bib file; cut in two, it says the same. */
#include "check_proceedings.h"

/* A number that changes with all that is told. */
static bool count_entry(void *context, const struct source_entry *entry,
                        struct err *err)
{
    (void)err;
    *(size_t *)context += 1 + strlen(entry->paper.title) + strlen(entry->paper.key);
    return true;
}

static bool count_edition(void *context, const struct source_edition *edition,
                          struct err *err)
{
    (void)err;
    *(size_t *)context += 3 + (size_t)edition->declared + edition->groups.count;
    return true;
}

static bool count_left_out(void *context, const char *why, struct err *err)
{
    (void)err;
    *(size_t *)context += 5 + strlen(why);
    return true;
}

static bool count_broken(void *context, const char *where, const char *why,
                         struct err *err)
{
    *(size_t *)context += 7 + strlen(where);
    return count_left_out(context, why, err);
}

static size_t count(struct str text, size_t cut, const struct proceedings_ask *ask)
{
    size_t told = 0;
    struct err err = { 0 };
    const struct proceedings_sink sink = { count_entry,  count_edition, count_left_out,
                                           count_broken, NULL,          &told };
    struct proceedings_reader *reader = proceedings_bibtex.open(ask, &sink);
    bool fine = proceedings_bibtex.give(reader, str_upto(text, cut), &err) &&
                proceedings_bibtex.give(reader, str_from(text, cut), &err) &&
                proceedings_bibtex.end(reader, &err);
    proceedings_bibtex.close(reader);
    return 2 * told + fine;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static const struct proceedings_ask nothing = { 0 },
                                        iclr = { .series = "ICLR", .year = 2024 };
    const struct proceedings_ask *ask = len % 4 == 0 ? &nothing : &iclr;
    struct str text = { (const char *)bytes, len };
    check_proceedings(&proceedings_bibtex, text, ask);
    size_t cut = len > 0 ? (bytes[len - 1] * len) >> 8 : 0;
    assert(count(text, cut, ask) == count(text, 0, ask));
    return 0;
}
