/* Files to the child, records from it, batches to the writer. See importer.h. */
#include "work/import/importer.h"

#include "base/clock.h"
#include "work/arxiv/seen_keys.h"
#include "work/import/import_batch.h"
#include "work/import/import_files.h"
#include "work/linker.h"
#include "work/parse_child.h"
#include "work/venue/venue_import.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

struct import {
    const struct import_options *options;
    struct arena *arena; /* of the report */
    struct import_report report;
    struct import_files files;
    struct import_batch batch; /* of arXiv's papers */
    struct import_writing writing;
    struct paper_counts counts;
    struct seen_keys seen;
    struct venue_import *venues;
};

static void tell_progress(struct import *import)
{
    if (import->options->progress != NULL)
        import->options->progress(import->options->context, import->files.done,
                                  import->files.total, import->report.read);
}

static bool write_batch(struct import *import, struct err *err)
{
    if (!import_writing_end(&import->writing, &import->counts, err))
        return false;
    import_writing_start(&import->writing, &import->batch);
    tell_progress(import);
    return true;
}

static void note_error(struct import *import, const char *where, const char *why)
{
    import_report_error(&import->report, import->arena, import->files.name, where, why);
}

static void note_line(struct import *import, int64_t line, const char *why)
{
    char where[24];
    snprintf(where, sizeof where, "%" PRId64, line);
    note_error(import, where, why);
}

static bool take_record(void *context, const struct source_entry *entry,
                        struct err *err)
{
    struct import *import = context;
    struct err problem = { 0 };
    import->report.read++;
    if (entry->deleted) {
        import_batch_drop(&import->batch, entry->paper.key);
        return true;
    }
    if (!paper_check(&entry->paper, &problem)) {
        note_line(import, entry->position, problem.text);
        return true;
    }
    bool duplicate = seen_keys_add(&import->seen, entry->paper.key);
    import->report.duplicate += duplicate;
    import_batch_add(&import->batch, &entry->paper, duplicate);
    return !import_batch_is_full(&import->batch) || write_batch(import, err);
}

static bool take_broken(void *context, int64_t line, const char *why, struct err *err)
{
    struct import *import = context;
    (void)err;
    import->report.read++;
    note_line(import, line, why);
    return true;
}

static bool give_piece(void *context, struct str *ret_piece, struct err *err)
{
    struct import *import = context;
    return import_files_give(&import->files, ret_piece, err);
}

/* The arXiv metadata dump. */
static bool read_stream(struct import *import, struct err *err)
{
    const struct parse_stream stream = {
        .format = import->options->format,
        .stop = import->options->stop,
        .input = give_piece,
        .record = take_record,
        .broken = take_broken,
        .context = import,
    };
    if (!parse_child_stream(&stream, err))
        return err_add(err, "%s", import->files.name);
    return write_batch(import, err);
}

static struct venue_file venue_file_of(struct import *import)
{
    return (struct venue_file){
        .format = import->options->format,
        .name = import->files.name,
        .ask = { import->options->series, import->options->year },
        .input = give_piece,
        .context = import,
        .follows = true,
    };
}

static bool read_proceedings(struct import *import, struct err *err)
{
    const struct venue_file file = venue_file_of(import);
    tell_progress(import);
    return venue_import_read(import->venues, &file, err);
}

/* A record of which only a part is there. */
static void note_cut(struct import *import)
{
    import->report.read++;
    note_error(import, "end", "the document is cut off here");
}

static bool check_error(const struct import *import,
                        const struct source_harvest *harvest, struct err *err)
{
    if (harvest->error == NULL || strcmp(harvest->error, "noRecordsMatch") == 0)
        return true;
    return err_set(err, ERR_INVALID, "%s holds no records but %s: %s",
                   import->files.name, harvest->error,
                   harvest->why ? harvest->why : "no reason given");
}

static bool take_arxiv(struct import *import, const struct source_document *document,
                       struct err *err)
{
    for (size_t i = 0; i < document->entries.count; i++)
        if (document->entries.items[i].paper.branch == BRANCH_ARXIV &&
            !take_record(import, &document->entries.items[i], err))
            return false;
    return true;
}

static bool take_document(struct import *import, const struct source_document *document,
                          struct err *err)
{
    const struct source_harvest *harvest = &document->harvest;
    const struct venue_file file = venue_file_of(import);
    import->report.read += harvest->broken_count;
    import->report.skipped += harvest->broken_count - (int64_t)harvest->broken.count;
    for (size_t i = 0; i < harvest->broken.count; i++)
        note_error(import, harvest->broken.items[i].where,
                   harvest->broken.items[i].why);
    if (!take_arxiv(import, document, err) ||
        !venue_import_document(import->venues, &file, document, err))
        return false;
    if (!document->complete)
        note_cut(import);
    return true;
}

static bool read_document(struct import *import, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(buf_done) struct buf bytes = buf_upto(SOURCE_BYTES_MAX);
    struct source_document document;
    const struct parse_task task = { .format = import->options->format,
                                     .stop = import->options->stop,
                                     .venues = true,
                                     .ask = { import->options->series,
                                              import->options->year } };
    if (!import_files_read(&import->files, &bytes, err) ||
        !parse_child_run(&task, buf_str(&bytes), &arena, &document, err))
        return err_add(err, "%s", import->files.name);
    return check_error(import, &document.harvest, err) &&
           take_document(import, &document, err) && write_batch(import, err);
}

/* How a file of each format is read. */
static const struct import_format {
    const char *name;
    bool (*read)(struct import *import, struct err *err);
} formats[] = {
    { "acl", read_proceedings },  { "bibtex", read_proceedings },
    { "json", read_proceedings }, { "kaggle", read_stream },
    { "oai", read_document },
};

const char import_formats[] = "acl, bibtex, json, kaggle, oai";

static const struct import_format *find_format(const char *name)
{
    for (size_t i = 0; i < COUNT_OF(formats); i++)
        if (strcmp(formats[i].name, name) == 0)
            return &formats[i];
    return NULL;
}

bool import_format_exists(const char *format)
{
    return find_format(format) != NULL;
}

static void venue_progress(void *context, int64_t records)
{
    (void)records; /* the report has them */
    tell_progress(context);
}

static void open_venues(struct import *import)
{
    const struct venue_import_options options = {
        .store = import->options->store,
        .stop = import->options->stop,
        .dry_run = import->options->dry_run,
        .move = import->options->move,
        .progress = venue_progress,
        .context = import,
    };
    import->venues = venue_import_open(&options, import->arena, &import->report);
}

static void import_done(struct import *import)
{
    import_writing_done(&import->writing);
    import_batch_done(&import->batch);
    venue_import_close(import->venues);
    seen_keys_done(&import->seen);
    import_files_done(&import->files);
}

/* The file's fault, not ours: others may be sound. */
static bool is_fault_of_file(const struct err *err)
{
    return err->code == ERR_INVALID || err->code == ERR_UPSTREAM ||
           err->code == ERR_LIMIT;
}

/* One of several that cannot be read is named, and does not stop the rest. */
static bool read_file(struct import *import, const struct import_format *format,
                      const char *file, struct err *err)
{
    struct err why = { 0 };
    if (import_files_open(&import->files, file, &why) && format->read(import, &why))
        return true;
    if (import->options->file_count == 1 || !is_fault_of_file(&why)) {
        *err = why;
        return false;
    }
    import_report_refuse(&import->report, import->arena, import->files.name, why.text);
    return true;
}

static bool read_files(struct import *import, struct err *err)
{
    const struct import_options *options = import->options;
    const struct import_format *format = find_format(options->format);
    assert(format != NULL);
    for (size_t i = 0; i < options->file_count; i++)
        if (!read_file(import, format, options->files[i], err))
            return false;
    return true;
}

/* What was read before a file broke is stored; a stop leaves it for the next time. */
static bool load_files(struct import *import, struct err *err)
{
    struct err ignored;
    if (read_files(import, err))
        return import_writing_end(&import->writing, &import->counts, err) &&
               venue_import_flush(import->venues, err);
    if (err->code != ERR_BUSY)
        (void)(write_batch(import, &ignored) &&
               venue_import_flush(import->venues, &ignored));
    return false;
}

/* Twins are looked for in an index that is in order; and a command that ends leaves no
 * large merge behind for others. A stop leaves both for the next time. */
static bool link_papers(const struct import_options *options, struct err *err)
{
    struct linker_report report;
    if (options->dry_run || !store_settle(options->store, options->stop))
        return true;
    return linker_run(options->store, options->stop, &report, err);
}

/* An import that ends early has stored what came before. */
static bool tell_stored(const struct import *import, struct err *err)
{
    int64_t stored = import->report.added + import->report.changed;
    return stored > 0 && !import->options->dry_run
               ? err_add(err, "after %" PRId64 " papers were stored", stored)
               : false;
}

bool import_run(const struct import_options *options, struct arena *arena,
                struct import_report *ret_report, struct err *err)
{
    CLEANUP(import_done)
    struct import import = {
        .options = options,
        .arena = arena,
        .files = IMPORT_FILES_NONE,
        .writing = { .behind = { .store = options->store,
                                 .dry_run = options->dry_run } },
    };
    int64_t started = clock_monotonic_us();
    open_venues(&import);
    import_files_measure(&import.files, options->files, options->file_count);
    bool loaded = load_files(&import, err);
    import.report.added += import.counts.added;
    import.report.changed += import.counts.changed;
    import.report.unchanged += import.counts.unchanged;
    if (!loaded || !link_papers(options, err) || !venue_import_tell(import.venues, err))
        return tell_stored(&import, err);
    import.report.seconds = (double)(clock_monotonic_us() - started) / 1e6;
    *ret_report = import.report;
    return true;
}
