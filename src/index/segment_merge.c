/* Several segments as one: documents are numbered anew by row, then the dictionaries
 * are walked side by side and each term's lists are joined as they are read. Memory
 * holds the new numbers and the columns. */
#include "base/mem.h"
#include "index/posting_block.h"
#include "index/segment_writer.h"

#include <assert.h>

static const uint32_t gone = UINT32_MAX; /* dead, or told again by a later segment */
enum {
    POSTINGS_A_LOOK = 1 << 14, /* between two looks at the stop flag */
    PLACES_MAX = 2 * PLACES_SHORT_MAX + PLACES_LONG_MAX,
};

struct merge_part {
    const struct segment *segment;
    const uint64_t *dead;
    uint32_t *numbers; /* new ones, by old ones */
    uint16_t *editions;
    uint32_t head;   /* the next document to number */
    uint32_t next;   /* new number of the cursor's document; POSTING_END: no more */
    bool has_term;   /* `walk` stands on a term not yet written */
    bool is_in_term; /* it is the one that is written now */
    struct term_walk walk;
    struct posting_cursor cursor;
};
struct merging {
    struct merge_part *parts;
    size_t count;
    struct stop *stop;
    struct edition_list editions;
    struct segment_columns columns;
    struct segment_writer writer;
    uint32_t places[PLACES_MAX];
    unsigned char key[SEGMENT_TERM_MAX + 1]; /* the term at hand */
    size_t key_len;
    uint32_t looked; /* postings since the last look */
};

static void merging_done(struct merging **merging)
{
    for (size_t i = 0; i < (*merging)->count; i++) {
        free((*merging)->parts[i].numbers);
        free((*merging)->parts[i].editions);
    }
    free((*merging)->parts);
    edition_list_done(&(*merging)->editions);
    segment_columns_done(&(*merging)->columns);
    segment_writer_done(&(*merging)->writer);
    free(*merging);
}

static struct merging *merging_new(const struct segment_merge *merge, struct stop *stop)
{
    struct merging *merging = mem_alloc(sizeof *merging);
    merging->parts = mem_alloc(merge->count * sizeof *merging->parts);
    merging->count = merge->count;
    merging->stop = stop;
    edition_list_init(&merging->editions);
    for (size_t i = 0; i < merge->count; i++) {
        struct merge_part *part = &merging->parts[i];
        part->segment = merge->segments[i];
        part->dead = merge->dead == NULL ? NULL : merge->dead[i];
        part->numbers = mem_alloc(part->segment->docs * sizeof *part->numbers);
        part->editions = mem_alloc(part->segment->editions * sizeof *part->editions);
        for (uint32_t j = 0; j < part->segment->editions; j++)
            part->editions[j] = edition_list_number(
                &merging->editions, segment_edition_name(part->segment, j));
    }
    return merging;
}

static bool is_stopped(struct merging *merging, struct err *err)
{
    merging->looked = 0;
    return merging->stop != NULL && stop_asked(merging->stop) &&
           !err_set(err, ERR_BUSY, "the merge was stopped");
}

static void pass_dead(struct merge_part *part)
{
    for (; part->head < part->segment->docs; part->head++) {
        uint32_t doc = part->head;
        if (part->dead == NULL || !(part->dead[doc / 64] >> doc % 64 & 1))
            return;
        part->numbers[doc] = gone;
    }
}

/* The newest row that has no number yet; 0: none is left. */
static int64_t newest_row(struct merging *merging)
{
    int64_t newest = 0;
    for (size_t i = 0; i < merging->count; i++) {
        struct merge_part *part = &merging->parts[i];
        pass_dead(part);
        if (part->head < part->segment->docs &&
            part->segment->rows[part->head] > newest)
            newest = part->segment->rows[part->head];
    }
    return newest;
}

/* The last part that holds the row gives its document the number. */
static void number_row(struct merging *merging, int64_t row)
{
    struct segment_columns *columns = &merging->columns;
    bool is_taken = false;
    for (size_t i = merging->count; i-- > 0;) {
        struct merge_part *part = &merging->parts[i];
        uint32_t doc = part->head;
        if (doc == part->segment->docs || part->segment->rows[doc] != row)
            continue;
        part->head++;
        part->numbers[doc] = is_taken ? gone : columns->docs;
        if (is_taken)
            continue;
        is_taken = true;
        columns->rows[columns->docs] = row;
        columns->lengths[columns->docs] = part->segment->lengths[doc];
        columns->days[columns->docs] = part->segment->days[doc];
        columns->editions[columns->docs] =
            part->editions[segment_edition(part->segment, doc)];
    }
    columns->docs++;
}

/* Else its damage would go on under a checksum that holds. */
static bool check_parts(struct merging *merging, struct err *err)
{
    for (size_t i = 0; i < merging->count; i++) {
        if (is_stopped(merging, err))
            return false;
        if (!segment_is_whole(merging->parts[i].segment))
            return err_set(err, ERR_BROKEN, "a segment to be merged is damaged");
    }
    return true;
}

static bool number_docs(struct merging *merging, struct err *err)
{
    uint64_t most = 0;
    for (size_t i = 0; i < merging->count; i++)
        most += merging->parts[i].segment->docs;
    if (most > SEGMENT_DOCS_MAX)
        return err_set(err, ERR_LIMIT, "%llu documents are too many for a segment",
                       (unsigned long long)most);
    segment_columns_init(&merging->columns, (uint32_t)most);
    merging->columns.docs = 0;
    for (int64_t row; (row = newest_row(merging)) > 0;)
        number_row(merging, row);
    for (size_t i = 0; i < merging->count; i++)
        if (merging->parts[i].head != merging->parts[i].segment->docs)
            return err_set(err, ERR_BROKEN, "a segment holds a row below 1");
    return true;
}

/* To the part's next term; they must ascend. */
static bool next_term(struct merging *merging, struct merge_part *part, struct err *err)
{
    struct str before = { (const char *)merging->key, merging->key_len };
    part->has_term = term_walk_next(&part->walk);
    struct str now = { (const char *)part->walk.key, part->walk.key_len };
    if (part->walk.damaged || (part->has_term && str_order(now, before) <= 0))
        return err_set(err, ERR_BROKEN, "a segment's dictionary is damaged");
    return true;
}

static bool start_walks(struct merging *merging, struct err *err)
{
    for (size_t i = 0; i < merging->count; i++) {
        struct merge_part *part = &merging->parts[i];
        term_walk_start(&part->walk, part->segment, LIT(""));
        if (!next_term(merging, part, err))
            return false;
    }
    return true;
}

/* The first term of all that are left becomes the one at hand. */
static bool choose_term(struct merging *merging)
{
    struct str first = { 0 };
    for (size_t i = 0; i < merging->count; i++) {
        struct merge_part *part = &merging->parts[i];
        struct str key = { (const char *)part->walk.key, part->walk.key_len };
        if (part->has_term && (first.ptr == NULL || str_order(key, first) < 0))
            first = key;
    }
    if (first.ptr == NULL)
        return false;
    memcpy(merging->key, first.ptr, first.len);
    merging->key_len = first.len;
    for (size_t i = 0; i < merging->count; i++) {
        struct merge_part *part = &merging->parts[i];
        part->is_in_term =
            part->has_term &&
            str_eq((struct str){ (const char *)part->walk.key, part->walk.key_len },
                   (struct str){ (const char *)merging->key, merging->key_len });
    }
    return true;
}

static void pass_gone(struct merge_part *part)
{
    struct posting_cursor *cursor = &part->cursor;
    while (cursor->doc != POSTING_END && part->numbers[cursor->doc] == gone)
        posting_next(cursor);
    part->next = cursor->doc == POSTING_END ? POSTING_END : part->numbers[cursor->doc];
}

/* The part whose document is first, and where another one comes before its next. */
static struct merge_part *choose_part(struct merging *merging, uint32_t *ret_until)
{
    struct merge_part *first = NULL;
    *ret_until = POSTING_END;
    for (size_t i = 0; i < merging->count; i++) {
        struct merge_part *part = &merging->parts[i];
        if (!part->is_in_term || part->next == POSTING_END)
            continue;
        if (first == NULL || part->next < first->next) {
            *ret_until = first == NULL ? POSTING_END : first->next;
            first = part;
        } else if (part->next < *ret_until) {
            *ret_until = part->next;
        }
    }
    return first;
}

static bool copy_postings(struct merging *merging, struct merge_part *part,
                          uint32_t until, struct err *err)
{
    for (; part->next < until; pass_gone(part)) {
        uint32_t places = posting_positions(&part->cursor, merging->places, PLACES_MAX);
        list_add(&merging->writer.list, part->next, merging->places, places);
        posting_next(&part->cursor);
        if (++merging->looked == POSTINGS_A_LOOK && is_stopped(merging, err))
            return false;
    }
    return true;
}

static bool join_lists(struct merging *merging, struct err *err)
{
    uint32_t until;
    struct merge_part *part = choose_part(merging, &until);
    if (part == NULL)
        return true; /* all who held the term are gone */
    struct str key = { (const char *)merging->key, merging->key_len };
    segment_writer_begin_term(&merging->writer, key);
    for (; part != NULL; part = choose_part(merging, &until))
        if (!copy_postings(merging, part, until, err))
            return false;
    return segment_writer_end_term(&merging->writer, err);
}

static bool write_term(struct merging *merging, struct err *err)
{
    for (size_t i = 0; i < merging->count; i++) {
        struct merge_part *part = &merging->parts[i];
        if (!part->is_in_term)
            continue;
        posting_start(&part->cursor, part->segment, &part->walk.entry);
        pass_gone(part);
    }
    if (!join_lists(merging, err))
        return false;
    for (size_t i = 0; i < merging->count; i++) {
        struct merge_part *part = &merging->parts[i];
        if (part->is_in_term && part->cursor.damaged)
            return err_set(err, ERR_BROKEN, "a segment's postings are damaged");
        if (part->is_in_term && !next_term(merging, part, err))
            return false;
    }
    return true;
}

static bool write_terms(struct merging *merging, struct err *err)
{
    if (!start_walks(merging, err))
        return false;
    while (choose_term(merging))
        if (is_stopped(merging, err) || !write_term(merging, err))
            return false;
    return true;
}

bool segment_merge_write(const struct segment_merge *merge, const char *path,
                         struct stop *stop, struct err *err)
{
    CLEANUP(merging_done) struct merging *merging = merging_new(merge, stop);
    return check_parts(merging, err) && number_docs(merging, err) &&
           segment_writer_open(&merging->writer, path, &merging->columns,
                               &merging->editions, err) &&
           write_terms(merging, err) && segment_writer_commit(&merging->writer, err);
}
