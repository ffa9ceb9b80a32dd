/* Bulk load: a file of records, read by the sandboxed child, stored a few thousand at a
 * time. Flat memory whatever the file's size; a broken record is reported with its
 * place and does not stop the rest. */
#ifndef WORK_IMPORTER_H
#define WORK_IMPORTER_H

#include "store/store.h"
#include "work/import/import_report.h"

struct import_options {
    struct store *store;
    struct stop *stop;
    const char *format; /* "kaggle", "oai", "acl", "bibtex", "json" */
    const char *const *files;
    size_t file_count;
    /* Of proceedings: the edition of the files, where they do not say it; canonical
     * (venue_series_read), NULL and 0: not known. */
    const char *series;
    int year;
    bool move;    /* a paper that stands in another edition is moved */
    bool dry_run; /* counts what would change, stores nothing */
    /* Bytes and records so far, of `total` bytes; may be NULL. */
    void (*progress)(void *context, int64_t done, int64_t total, int64_t records);
    void *context;
};

/* The names of the formats, a comma between. */
extern const char import_formats[];
bool import_format_exists(const char *format);

/* ERR_INVALID, ERR_UPSTREAM, ERR_LIMIT: the one file cannot be read, by name (of
 * several such a file is told in the report, as refused); ERR_BUSY: stopped (what was
 * stored stays stored). */
NODISCARD bool import_run(const struct import_options *options, struct arena *arena,
                          struct import_report *ret_report, struct err *err);

#endif
