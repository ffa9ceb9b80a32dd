/* The daemon's end: counts, gathers, hands batches to the writer. See venue_import.h.
 */
#include "work/venue/venue_import_parts.h"

#include "base/mem.h"
#include "work/parse_child.h"

#include <stdlib.h>
#include <string.h>

enum { FILE_EDITIONS_MAX = 5000 };

struct venue_import *venue_import_open(const struct venue_import_options *options,
                                       struct arena *arena,
                                       struct import_report *report)
{
    struct venue_import *import = mem_alloc(sizeof *import);
    import->options = *options;
    import->arena = arena;
    import->report = report;
    import->writing = (struct venue_writing){
        .behind = { .store = options->store, .dry_run = options->dry_run },
        .move = options->move,
        .run = venue_run_open(),
    };
    return import;
}

void venue_import_close(struct venue_import *import)
{
    if (import == NULL)
        return;
    venue_writing_done(&import->writing);
    venue_run_close(import->writing.run);
    venue_batch_done(&import->batch);
    parse_files_close(import->files);
    venue_places_done(&import->places);
    seen_keys_done(&import->names);
    arena_done(&import->file_arena);
    free(import);
}

static bool write_batch(struct venue_import *import, struct err *err)
{
    const struct venue_import_options *options = &import->options;
    if (!venue_writing_end(&import->writing, import->arena, import->report, err))
        return false;
    venue_writing_start(&import->writing, &import->batch);
    if (options->progress != NULL)
        options->progress(options->context, import->report->read);
    return true;
}

bool venue_import_flush(struct venue_import *import, struct err *err)
{
    parse_files_close(import->files);
    import->files = NULL;
    return write_batch(import, err) &&
           venue_writing_end(&import->writing, import->arena, import->report, err);
}

static bool write_if_full(struct venue_import *import, struct err *err)
{
    return !venue_batch_is_full(&import->batch) || write_batch(import, err);
}

/* The report names each edition once; its numbers come at the end. */
static void note_edition(struct venue_import *import, const char *name)
{
    if (import->options.dry_run ||
        import->report->editions.count == IMPORT_EDITIONS_MAX ||
        seen_keys_add(&import->names, name))
        return;
    struct import_edition edition = {
        .name = arena_text(import->arena, str_of(name)),
    };
    ARENA_PUSH(import->arena, &import->report->editions, edition);
}

bool venue_import_entry(struct venue_import *import, const struct source_entry *entry,
                        struct err *err)
{
    import->report->read++;
    note_edition(import, entry->paper.venue);
    venue_batch_add(&import->batch, entry);
    return write_if_full(import, err);
}

bool venue_import_drop(struct venue_import *import, const char *key, struct err *err)
{
    import->report->read++;
    venue_batch_drop(&import->batch, key);
    return write_if_full(import, err);
}

void venue_import_left_out(struct venue_import *import, const char *why)
{
    import->report->read++;
    import_report_skip(import->report, import->arena, why, 1);
}

void venue_import_broken(struct venue_import *import, const char *where,
                         const char *why)
{
    import->report->read++;
    import_report_error(import->report, import->arena, import->file->name, where, why);
}

static struct source_edition *find_told(const struct venue_told *told,
                                        const struct source_edition *edition)
{
    for (size_t i = 0; i < told->count; i++)
        if (told->items[i].dialect == edition->dialect &&
            strcmp(told->items[i].name, edition->name) == 0 &&
            strcmp(told->items[i].part, edition->part) == 0)
            return &told->items[i];
    return NULL;
}

/* What is told a second time adds to what was told before. */
static void merge_told(struct arena *arena, struct source_edition *told,
                       const struct source_edition *edition)
{
    if (edition->title != NULL)
        told->title = arena_text_or_null(arena, edition->title);
    if (edition->declared >= 0)
        told->declared = edition->declared;
    if (edition->groups.count == 0)
        return;
    told->groups.count = 0;
    for (size_t i = 0; i < edition->groups.count; i++) {
        const struct source_group *from = &edition->groups.items[i];
        const struct source_group group = { arena_text_or_null(arena, from->name),
                                            arena_text_or_null(arena, from->native) };
        ARENA_PUSH(arena, &told->groups, group);
    }
}

bool venue_import_edition(struct venue_import *import,
                          const struct source_edition *edition, struct err *err)
{
    struct arena *arena = &import->file_arena;
    struct source_edition *told = find_told(&import->told, edition);
    if (told == NULL && import->told.count == FILE_EDITIONS_MAX)
        return err_set(err, ERR_LIMIT, "it tells of over %d editions",
                       FILE_EDITIONS_MAX);
    if (told == NULL) {
        const struct source_edition fresh = {
            .name = arena_text_or_null(arena, edition->name),
            .dialect = edition->dialect,
            .part = arena_text_or_null(arena, edition->part),
            .declared = -1,
        };
        ARENA_PUSH(arena, &import->told, fresh);
        told = &import->told.items[import->told.count - 1];
    }
    merge_told(arena, told, edition);
    return true;
}

void venue_import_begin(struct venue_import *import, const struct venue_file *file)
{
    import->file = file;
    import->read_before = import->report->read;
    arena_done(&import->file_arena);
    import->told = (struct venue_told){ 0 };
    venue_places_next(&import->places);
}

bool venue_import_end(struct venue_import *import, struct err *err)
{
    for (size_t i = 0; i < import->told.count; i++) {
        note_edition(import, import->told.items[i].name);
        venue_batch_tell(&import->batch, &import->told.items[i]);
        if (!write_if_full(import, err))
            return false;
    }
    return true;
}

static bool take_entry(void *context, const struct source_entry *entry, struct err *err)
{
    struct venue_import *import = context;
    struct source_entry placed = *entry;
    if (import->file->follows)
        placed.position = venue_places_of(&import->places, entry);
    placed.position += import->file->before;
    if (import->file->pages != NULL)
        seen_keys_add(&import->file->pages->papers, entry->paper.key);
    return venue_import_entry(import, &placed, err);
}

/* Has the file at hand told of all that is in its list? */
static bool is_whole_list(const struct venue_import *import)
{
    const struct venue_pages *pages = import->file->pages;
    return pages == NULL ||
           (import->file->before == 0 && pages->told.next == NULL &&
            pages->told.count <= import->report->read - import->read_before);
}

static bool take_edition(void *context, const struct source_edition *edition,
                         struct err *err)
{
    const struct venue_import *import = context;
    struct source_edition told = *edition;
    if (!is_whole_list(import))
        told.declared = -1;
    return venue_import_edition(context, &told, err);
}

static bool take_page(void *context, const struct proceedings_page *page,
                      struct err *err)
{
    struct venue_import *import = context;
    struct venue_pages *pages = import->file->pages;
    (void)err;
    if (pages != NULL)
        pages->told =
            (struct proceedings_page){ arena_text_or_null(import->arena, page->next),
                                       page->count };
    return true;
}

static bool take_left_out(void *context, const char *why, struct err *err)
{
    (void)err;
    venue_import_left_out(context, why);
    return true;
}

static bool take_broken(void *context, const char *where, const char *why,
                        struct err *err)
{
    (void)err;
    venue_import_broken(context, where, why);
    return true;
}

static bool read_stream(struct venue_import *import, const struct venue_file *file,
                        struct err *err)
{
    const struct proceedings_sink sink = { take_entry,  take_edition, take_left_out,
                                           take_broken, take_page,    import };
    const struct parse_proceedings task = {
        .format = file->format,
        .ask = file->ask,
        .stop = import->options.stop,
        .input = file->input,
        .context = file->context,
        .sink = &sink,
    };
    venue_import_begin(import, file);
    if (file->pages != NULL)
        file->pages->told = (struct proceedings_page){ .count = -1 };
    if (import->files == NULL)
        import->files = parse_files_open();
    return parse_child_proceedings(import->files, &task, err) &&
           venue_import_end(import, err);
}

bool venue_import_read(struct venue_import *import, const struct venue_file *file,
                       struct err *err)
{
    bool is_page = strcmp(file->format, "oai") == 0;
    return (is_page ? venue_import_page(import, file, err)
                    : read_stream(import, file, err)) ||
           err_add(err, "%s", file->name);
}

/* What a file has brought before it broke is kept. */
bool venue_import_file(struct venue_import *import, const struct venue_file *file,
                       struct err *err)
{
    struct err ignored;
    if (venue_import_read(import, file, err))
        return venue_import_flush(import, err);
    (void)(err->code == ERR_BUSY || venue_import_flush(import, &ignored));
    return false;
}

bool venue_import_declare(struct venue_import *import, const char *edition,
                          enum venue_dialect dialect, int64_t papers, struct err *err)
{
    const struct source_edition told = {
        .name = edition, .dialect = dialect, .part = "", .declared = papers
    };
    venue_batch_tell(&import->batch, &told);
    return venue_import_flush(import, err);
}

static bool tell_edition(struct db *db, struct import_edition *told, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct edition edition;
    struct edition_groups groups;
    if (!edition_store_get(db, told->name, &arena, &edition, err) ||
        !edition_store_groups(db, edition.id, &arena, &groups, err))
        return false;
    told->papers = edition.papers;
    told->abstracts = edition.abstracts;
    told->declared = edition.declared;
    told->groups = (int64_t)groups.count;
    return true;
}

bool venue_import_tell(struct venue_import *import, struct err *err)
{
    CLEANUP(store_read_end) struct db *db = store_read_begin(import->options.store);
    for (size_t i = 0; i < import->report->editions.count; i++) {
        struct err unknown = { 0 };
        struct import_edition *told = &import->report->editions.items[i];
        if (tell_edition(db, told, &unknown) || unknown.code == ERR_NOT_FOUND)
            continue;
        *err = unknown;
        return false;
    }
    return true;
}
