/* The files of the index and the snapshot that searches see. A change makes a snapshot
 * anew (the segments themselves are shared), so one that was taken never changes. */
#include "index/index.h"

#include "index/index_part.h"
#include "index/segment_parts.h"

#include <dirent.h>
#include <errno.h>
#include <sys/stat.h>

static const char suffix[] = ".segment";

bool index_open(const char *dir, struct index **ret_index, struct err *err)
{
    if (mkdir(dir, 0750) != 0 && errno != EEXIST)
        return err_set(err, ERR_BROKEN, "%s: %s", dir, strerror(errno));
    struct index *index = mem_alloc(sizeof *index);
    index->dir = mem_text(dir);
    pthread_mutex_init(&index->mutex, NULL);
    index->live = live_new(0);
    *ret_index = index;
    return true;
}

void index_close(struct index *index)
{
    if (index == NULL)
        return;
    assert(atomic_load(&index->live->holders) == 1);
    live_let_go(index->live);
    pthread_mutex_destroy(&index->mutex);
    free(index->dir);
    free(index);
}

const char *index_path(const struct index *index, struct arena *arena, int64_t id)
{
    return arena_printf(arena, "%s/%" PRId64 "%s", index->dir, id, suffix);
}

/* The id in "17.segment", "17.segment.new"; 0 if the file is none of ours. */
static int64_t id_of(const char *name)
{
    struct str rest = str_of(name), digits = str_cut(&rest, '.');
    int64_t id = 0;
    struct err ignored;
    if (!str_starts(rest, str_of(suffix + 1)) ||
        !str_to_int(digits, 1, INT64_MAX, &id, &ignored))
        return 0;
    return id;
}

static bool is_known(const char *name, const int64_t *ids, size_t count)
{
    int64_t id = id_of(name);
    bool is_whole = str_ends(str_of(name), str_of(suffix));
    for (size_t i = 0; i < count; i++) {
        if (ids[i] == id)
            return is_whole;
    }
    return id == 0;
}

void index_sweep(struct index *index, const int64_t *ids, size_t count)
{
    DIR *dir = opendir(index->dir);
    if (dir == NULL)
        return;
    for (struct dirent *file = readdir(dir); file != NULL; file = readdir(dir)) {
        if (!is_known(file->d_name, ids, count))
            unlinkat(dirfd(dir), file->d_name, 0);
    }
    closedir(dir);
}

const struct index_snapshot *index_take(struct index *index)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&index->mutex);
    atomic_fetch_add(&index->live->holders, 1);
    return &index->live->snapshot;
}

void index_give_back(const struct index_snapshot **snapshot)
{
    if (*snapshot == NULL)
        return;
    /* Every snapshot that was given out is the first member of a live one. */
    live_let_go((struct live *)(uintptr_t)*snapshot);
    *snapshot = NULL;
}

bool index_find_row(const struct index_snapshot *snapshot, int64_t row,
                    size_t *ret_segment, uint32_t *ret_doc)
{
    for (size_t i = 0; i < snapshot->count; i++) {
        const struct index_segment *part = &snapshot->segments[i];
        uint32_t doc = 0;
        if (segment_find_row(part->segment, row, &doc) && !index_is_dead(part, doc)) {
            *ret_segment = i;
            *ret_doc = doc;
            return true;
        }
    }
    return false;
}

uint64_t index_term_docs(const struct index_snapshot *snapshot, struct str term)
{
    uint64_t docs = 0;
    for (size_t i = 0; i < snapshot->count; i++) {
        struct term_entry entry;
        if (segment_find_term(snapshot->segments[i].segment, term, &entry))
            docs += entry.docs;
    }
    return docs;
}
