/* Names of sections and of the ledger's sources; see announcement.h. */
#include "model/announcement.h"

#define X(constant, name) [constant] = name,
static const char *const sections[] = { SECTIONS(X) };
static const char *const ledger_sources[] = { LEDGER_SOURCES(X) };
#undef X

const char *section_name(enum section section)
{
    return sections[section];
}

const char *ledger_source_name(enum ledger_source source)
{
    return ledger_sources[source];
}

static bool find_name(const char *const *names, size_t count, struct str name,
                      size_t *ret_index)
{
    for (size_t i = 0; i < count; i++) {
        if (str_eq(name, str_of(names[i]))) {
            *ret_index = i;
            return true;
        }
    }
    return false;
}

bool section_read(struct str name, enum section *ret_section, struct err *err)
{
    size_t index = 0;
    if (!find_name(sections, COUNT_OF(sections), name, &index))
        return err_set(err, ERR_INVALID,
                       "“%.*s” is not a section: new, cross, replace or replace-cross",
                       STR_ARG(str_upto(name, 40)));
    *ret_section = (enum section)index;
    return true;
}

bool ledger_source_read(struct str name, enum ledger_source *ret_source,
                        struct err *err)
{
    size_t index = 0;
    if (!find_name(ledger_sources, COUNT_OF(ledger_sources), name, &index))
        return err_set(err, ERR_INVALID, "“%.*s” is not a source of the ledger",
                       STR_ARG(str_upto(name, 40)));
    *ret_source = (enum ledger_source)index;
    return true;
}

bool ledger_row_is_complete(const struct ledger_row *row)
{
    return row->announced >= 0 && row->stored >= row->announced &&
           row->missing.count == 0;
}
