/* Bulk load: a file of records, read by the sandboxed child, stored a few thousand at a
 * time. Flat memory whatever the file's size; a broken record is reported with its
 * place and does not stop the rest. */
#ifndef WORK_IMPORTER_H
#define WORK_IMPORTER_H

#include "model/paper.h"
#include "store/store.h"

enum { IMPORT_ERRORS_MAX = 100 };

struct import_error {
    const char *where; /* "file.jsonl:12", "page.xml:oai:arXiv.org:2401.01234" */
    const char *why;
};

/* Lives in the caller's arena. A duplicate is a record whose key came before in the
 * same import: it is merged as any other, and counted as that alone. */
struct import_report {
    int64_t read, added, changed, unchanged, skipped, duplicate;
    struct {
        struct import_error *items; /* the first IMPORT_ERRORS_MAX */
        size_t count, capacity;
    } errors;
    double seconds;
};

struct import_options {
    struct store *store;
    struct stop *stop;
    const char *format; /* "kaggle", "oai" */
    const char *const *files;
    size_t file_count;
    bool dry_run; /* counts what would change, stores nothing */
    /* Bytes and records so far, of `total` bytes; may be NULL. */
    void (*progress)(void *context, int64_t done, int64_t total, int64_t records);
    void *context;
};

/* The names of the formats, separated by spaces. */
extern const char import_formats[];
bool import_format_exists(const char *format);

/* ERR_INVALID: a file that cannot be read, by name; ERR_BUSY: stopped (what was stored
 * stays stored). */
NODISCARD bool import_run(const struct import_options *options, struct arena *arena,
                          struct import_report *ret_report, struct err *err);

#endif
