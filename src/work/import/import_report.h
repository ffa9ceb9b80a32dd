/* What an import tells of its run, and how it is kept: every record that was read is
 * counted once, in one place. */
#ifndef WORK_IMPORT_REPORT_H
#define WORK_IMPORT_REPORT_H

#include "base/arena.h"

enum { IMPORT_ERRORS_MAX = 100, IMPORT_REASONS_MAX = 100, IMPORT_EDITIONS_MAX = 10000 };

struct import_error {
    const char *where; /* "file.jsonl:12", "page.xml:oai:arXiv.org:2401.01234" */
    const char *why;
};

/* Why records were left out that have nothing wrong: "not accepted (Withdraw)". */
struct import_reason {
    const char *why;
    int64_t count;
};

/* An edition that the import has told of, as it is stored now. */
struct import_edition {
    const char *name;
    int64_t papers, abstracts, groups;
    int64_t declared; /* -1: not said */
};

/* Lives in the caller's arena. A duplicate is a record whose paper came before in the
 * same import: it is merged as any other, and counted as that alone. read is the sum of
 * the other five; skipped are errors and what was left out. */
struct import_report {
    int64_t read, added, changed, unchanged, skipped, duplicate;
    int64_t refused; /* files of several that cannot be read as a whole */
    struct {
        struct import_error *items; /* the first IMPORT_ERRORS_MAX */
        size_t count, capacity;
    } errors;
    struct {
        struct import_reason *items; /* the first IMPORT_REASONS_MAX, then the rest */
        size_t count, capacity;
    } reasons;
    struct {
        struct import_edition *items; /* of proceedings, the first IMPORT_EDITIONS_MAX
                                         in the order told; not of a dry run */
        size_t count, capacity;
    } editions;
    double seconds;
};

/* A record that cannot be read or stored: counted, and told with its place. */
void import_report_error(struct import_report *report, struct arena *arena,
                         const char *file, const char *where, const char *why);
/* A file that cannot be read; what it brought before stays counted. `why` may begin
 * with its name. */
void import_report_refuse(struct import_report *report, struct arena *arena,
                          const char *file, const char *why);
/* That many records that are left out. */
void import_report_skip(struct import_report *report, struct arena *arena,
                        const char *why, int64_t count);
/* Adds the counts and reasons of a part of the run. */
void import_report_add(struct import_report *report, struct arena *arena,
                       const struct import_report *part);

#endif
