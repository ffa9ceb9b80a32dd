/* Files to the child, records from it, batches to the writer. See importer.h. */
#include "work/importer.h"

#include "base/clock.h"
#include "base/hash.h"
#include "base/mem.h"
#include "work/import_batch.h"
#include "work/linker.h"
#include "work/parse_child.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PIECE = 256 << 10 };

/* Each file is a stream of records, a line each, or one document. */
static const struct import_format {
    const char *name;
    bool is_document;
} formats[] = { { "kaggle", false }, { "oai", true } };

const char import_formats[] = "kaggle, oai";

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

/* Hashes of the keys seen, to tell duplicates within the import: open addressing. */
struct seen_keys {
    uint64_t *slots;
    size_t mask, count;
};

struct import {
    const struct import_options *options;
    struct arena *arena; /* of the report */
    struct import_report report;
    const char *file;
    int fd;
    char *piece;
    int64_t done, total; /* bytes of all files */
    struct import_batch batch;
    struct import_writing writing;
    struct paper_counts counts;
    struct seen_keys seen;
};

static void place_hash(struct seen_keys *seen, uint64_t hash)
{
    size_t at = hash & seen->mask;
    while (seen->slots[at] != 0)
        at = (at + 1) & seen->mask;
    seen->slots[at] = hash;
}

static void grow_seen(struct seen_keys *seen)
{
    struct seen_keys larger = { .mask = seen->slots ? seen->mask * 2 + 1 : 0xFFFF };
    larger.slots = mem_alloc((larger.mask + 1) * sizeof *larger.slots);
    for (size_t i = 0; seen->slots != NULL && i <= seen->mask; i++)
        if (seen->slots[i] != 0)
            place_hash(&larger, seen->slots[i]);
    free(seen->slots);
    larger.count = seen->count;
    *seen = larger;
}

static bool is_duplicate(struct seen_keys *seen, const char *key)
{
    uint64_t hash = hash_add(HASH_START, str_of(key)) | 1;
    if (seen->count * 2 >= seen->mask)
        grow_seen(seen);
    for (size_t at = hash & seen->mask; seen->slots[at] != 0;
         at = (at + 1) & seen->mask)
        if (seen->slots[at] == hash)
            return true;
    place_hash(seen, hash);
    seen->count++;
    return false;
}

static void note_error(struct import *import, const char *where, const char *why)
{
    struct import_error error = {
        .where = arena_printf(import->arena, "%s:%s", import->file, where),
        .why = arena_text(import->arena, str_of(why)),
    };
    import->report.skipped++;
    if (import->report.errors.count < IMPORT_ERRORS_MAX)
        ARENA_PUSH(import->arena, &import->report.errors, error);
}

static bool write_batch(struct import *import, struct err *err)
{
    if (!import_writing_end(&import->writing, &import->counts, err))
        return false;
    import_writing_start(&import->writing, &import->batch);
    if (import->options->progress != NULL)
        import->options->progress(import->options->context, import->done, import->total,
                                  import->report.read);
    return true;
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
    bool duplicate = is_duplicate(&import->seen, entry->paper.key);
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
    ssize_t got;
    do
        got = read(import->fd, import->piece, PIECE);
    while (got < 0 && errno == EINTR);
    if (got < 0)
        return err_set(err, ERR_INVALID, "%s cannot be read: %s", import->file,
                       strerror(errno));
    import->done += got;
    *ret_piece = (struct str){ import->piece, (size_t)got };
    return true;
}

static bool open_file(struct import *import, const char *file, struct err *err)
{
    struct stat facts;
    import->file = file;
    import->fd = open(file, O_RDONLY | O_CLOEXEC);
    if (import->fd < 0 || fstat(import->fd, &facts) != 0)
        return err_set(err, ERR_INVALID, "%s cannot be opened: %s", file,
                       strerror(errno));
    if (!S_ISREG(facts.st_mode) && !S_ISFIFO(facts.st_mode))
        return err_set(err, ERR_INVALID, "%s is not a file", file);
    return true;
}

static void close_file(struct import *import)
{
    if (import->fd >= 0)
        close(import->fd);
    import->fd = -1;
}

static bool read_stream(struct import *import, struct err *err)
{
    struct parse_stream stream = {
        .format = import->options->format,
        .stop = import->options->stop,
        .input = give_piece,
        .record = take_record,
        .broken = take_broken,
        .context = import,
    };
    return parse_child_stream(&stream, err);
}

static bool read_bytes(struct import *import, struct buf *bytes, struct err *err)
{
    struct str piece = { import->piece, 1 };
    while (piece.len > 0) {
        if (!give_piece(import, &piece, err))
            return false;
        buf_add(bytes, piece);
        if (bytes->full)
            return err_set(err, ERR_INVALID, "%s is over %d MiB", import->file,
                           SOURCE_BYTES_MAX >> 20);
    }
    return true;
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
    return err_set(err, ERR_INVALID, "%s holds no records but %s: %s", import->file,
                   harvest->error, harvest->why ? harvest->why : "no reason given");
}

static bool take_document(struct import *import, const struct source_document *document,
                          struct err *err)
{
    const struct source_harvest *harvest = &document->harvest;
    import->report.read += harvest->broken_count;
    import->report.skipped += harvest->broken_count - (int64_t)harvest->broken.count;
    for (size_t i = 0; i < harvest->broken.count; i++)
        note_error(import, harvest->broken.items[i].where,
                   harvest->broken.items[i].why);
    for (size_t i = 0; i < document->entries.count; i++)
        if (!take_record(import, &document->entries.items[i], err))
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
    struct parse_task task = { .format = import->options->format,
                               .stop = import->options->stop };
    if (!read_bytes(import, &bytes, err))
        return false;
    if (!parse_child_run(&task, buf_str(&bytes), &arena, &document, err))
        return err_add(err, "%s", import->file);
    return check_error(import, &document.harvest, err) &&
           take_document(import, &document, err);
}

static bool import_file(struct import *import, const char *file, struct err *err)
{
    const struct import_format *format = find_format(import->options->format);
    assert(format != NULL);
    bool ok =
        open_file(import, file, err) &&
        (format->is_document ? read_document(import, err) : read_stream(import, err)) &&
        write_batch(import, err);
    close_file(import);
    return ok;
}

/* Every file is looked at before the first is loaded. */
static bool measure_files(struct import *import, struct err *err)
{
    struct stat facts;
    for (size_t i = 0; i < import->options->file_count; i++) {
        const char *file = import->options->files[i];
        if (stat(file, &facts) != 0 || access(file, R_OK) != 0)
            return err_set(err, ERR_INVALID, "%s cannot be read: %s", file,
                           strerror(errno));
        import->total += facts.st_size;
    }
    return true;
}

static void import_done(struct import *import)
{
    import_writing_done(&import->writing);
    import_batch_done(&import->batch);
    free(import->seen.slots);
    free(import->piece);
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

bool import_run(const struct import_options *options, struct arena *arena,
                struct import_report *ret_report, struct err *err)
{
    CLEANUP(import_done)
    struct import import = {
        .options = options,
        .arena = arena,
        .fd = -1,
        .piece = mem_alloc(PIECE),
        .writing = { .store = options->store, .dry_run = options->dry_run },
    };
    int64_t started = clock_monotonic_us();
    if (!measure_files(&import, err))
        return false;
    for (size_t i = 0; i < options->file_count; i++)
        if (!import_file(&import, options->files[i], err))
            return false;
    if (!import_writing_end(&import.writing, &import.counts, err) ||
        !link_papers(options, err))
        return false;
    import.report.added = import.counts.added;
    import.report.changed = import.counts.changed;
    import.report.unchanged = import.counts.unchanged;
    import.report.seconds = (double)(clock_monotonic_us() - started) / 1e6;
    *ret_report = import.report;
    return true;
}
