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

bool section_read(struct str name, enum section *ret_section, struct err *err)
{
    for (size_t i = 0; i < COUNT_OF(sections); i++)
        if (str_eq(name, str_of(sections[i]))) {
            *ret_section = (enum section)i;
            return true;
        }
    return err_set(err, ERR_INVALID,
                   "“%.*s” is not a section: new, cross, replace or replace-cross",
                   STR_ARG(str_upto(name, 40)));
}

bool ledger_row_is_complete(const struct ledger_row *row)
{
    return row->announced >= 0 && row->stored >= row->announced &&
           row->missing.count == 0;
}
