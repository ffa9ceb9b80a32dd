/* What a reader of proceedings tells, as the lines that `paperfeed parse --document`
 * prints of it. */
#ifndef TEST_TOLD_H
#define TEST_TOLD_H

#include "proceedings/read_whole.h"

struct told {
    struct buf *out;
    int64_t stop_after; /* entries; 0: never: the sink refuses the next one */
    int64_t entries, editions, left_out, broken;
};

static inline void told_put(struct told *told, cJSON *object)
{
    json_write(told->out, object, false);
    cJSON_Delete(object);
}

static inline bool told_entry(void *context, const struct source_entry *entry,
                              struct err *err)
{
    struct told *told = context;
    if (told->stop_after != 0 && told->entries == told->stop_after)
        return err_set(err, ERR_BUSY, "enough");
    told->entries++;
    told_put(told, record_entry_json(entry));
    return true;
}

static inline bool told_edition(void *context, const struct source_edition *edition,
                                struct err *err)
{
    struct told *told = context;
    cJSON *object = cJSON_CreateObject();
    (void)err;
    told->editions++;
    cJSON_AddItemToObject(object, "edition", record_edition_json(edition));
    told_put(told, object);
    return true;
}

static inline bool told_left_out(void *context, const char *why, struct err *err)
{
    struct told *told = context;
    cJSON *object = cJSON_CreateObject();
    (void)err;
    told->left_out++;
    json_set_text(object, "skipped", why);
    told_put(told, object);
    return true;
}

static inline bool told_broken(void *context, const char *where, const char *why,
                               struct err *err)
{
    struct told *told = context;
    cJSON *object = cJSON_CreateObject();
    (void)err;
    told->broken++;
    json_set_text(object, "error", why);
    json_set_text(object, "where", where);
    told_put(told, object);
    return true;
}

static inline struct proceedings_sink told_sink(struct told *told)
{
    return (struct proceedings_sink){ told_entry,  told_edition, told_left_out,
                                      told_broken, NULL,         told };
}

/* All of it, in pieces of that many bytes (0: at once). */
static inline bool told_read(const struct proceedings_format *format, struct str bytes,
                             const struct proceedings_ask *ask, size_t piece,
                             struct told *told, struct err *err)
{
    static const struct proceedings_ask nothing = { 0 };
    const struct proceedings_sink sink = told_sink(told);
    return read_pieces(format, bytes, piece, ask ? ask : &nothing, &sink, err);
}

#endif
