/* Files to the child, records from it, batches to the writer. See importer.h. */
#include "work/importer.h"

#include "base/clock.h"
#include "base/hash.h"
#include "base/mem.h"
#include "store/paper_store.h"
#include "work/parse_child.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BATCH_PAPERS = 4000, BATCH_BYTES = 24 << 20, PIECE = 256 << 10 };

const char import_formats[] = "kaggle";

bool import_format_exists(const char *format)
{
    return strcmp(format, "kaggle") == 0;
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
    struct arena batch_arena;
    struct paper_list batch;
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

static void note_error(struct import *import, int64_t line, const char *why)
{
    struct import_error error = {
        .where = arena_printf(import->arena, "%s:%" PRId64, import->file, line),
        .why = arena_text(import->arena, str_of(why)),
    };
    import->report.skipped++;
    if (import->report.errors.count < IMPORT_ERRORS_MAX)
        ARENA_PUSH(import->arena, &import->report.errors, error);
}

struct batch_write {
    struct import *import;
    struct paper_counts counts;
    bool counted;
};

static bool write_batch(struct db *db, void *context, struct err *err)
{
    struct batch_write *write = context;
    struct import *import = write->import;
    if (!paper_store_put_many(db, import->batch.items, import->batch.count, clock_now(),
                              &write->counts, err))
        return false;
    write->counted = true;
    if (import->options->dry_run)
        return err_set(err, ERR_NONE, "rolled back: a dry run");
    return true;
}

static bool flush_batch(struct import *import, struct err *err)
{
    struct batch_write write = { .import = import };
    if (import->batch.count > 0 &&
        !store_write(import->options->store, write_batch, &write, err) &&
        !(import->options->dry_run && write.counted))
        return false;
    import->report.added += write.counts.added;
    import->report.changed += write.counts.changed;
    import->report.unchanged += write.counts.unchanged;
    import->batch = (struct paper_list){ 0 };
    arena_done(&import->batch_arena);
    if (import->options->progress != NULL)
        import->options->progress(import->options->context, import->done, import->total,
                                  import->report.read);
    return true;
}

static bool take_record(void *context, const struct source_entry *entry,
                        struct err *err)
{
    struct import *import = context;
    struct err problem = { 0 };
    import->report.read++;
    if (!paper_check(&entry->paper, &problem)) {
        note_error(import, entry->position, problem.text);
        return true;
    }
    if (is_duplicate(&import->seen, entry->paper.key)) {
        import->report.duplicate++;
        return true;
    }
    struct paper copy = paper_copy(&import->batch_arena, &entry->paper);
    ARENA_PUSH(&import->batch_arena, &import->batch, copy);
    if (import->batch.count < BATCH_PAPERS && import->batch_arena.used < BATCH_BYTES)
        return true;
    return flush_batch(import, err);
}

static bool take_broken(void *context, int64_t line, const char *why, struct err *err)
{
    struct import *import = context;
    (void)err;
    import->report.read++;
    note_error(import, line, why);
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

static bool import_file(struct import *import, const char *file, struct err *err)
{
    struct parse_stream stream = {
        .format = import->options->format,
        .stop = import->options->stop,
        .input = give_piece,
        .record = take_record,
        .broken = take_broken,
        .context = import,
    };
    bool ok = open_file(import, file, err) && parse_child_stream(&stream, err) &&
              flush_batch(import, err);
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
    arena_done(&import->batch_arena);
    free(import->seen.slots);
    free(import->piece);
}

bool import_run(const struct import_options *options, struct arena *arena,
                struct import_report *ret_report, struct err *err)
{
    CLEANUP(import_done)
    struct import import = {
        .options = options, .arena = arena, .fd = -1, .piece = mem_alloc(PIECE)
    };
    int64_t started = clock_monotonic_us();
    if (!measure_files(&import, err))
        return false;
    for (size_t i = 0; i < options->file_count; i++)
        if (!import_file(&import, options->files[i], err))
            return false;
    import.report.seconds = (double)(clock_monotonic_us() - started) / 1e6;
    *ret_report = import.report;
    return true;
}
