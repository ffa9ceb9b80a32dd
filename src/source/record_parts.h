/* What the parts of record.h's two ends share. For them only. */
#ifndef SOURCE_RECORD_PARTS_H
#define SOURCE_RECORD_PARTS_H

#include "source/record.h"

/* Below `min` it is not known: null. */
void record_set_count(cJSON *object, const char *name, int64_t count, int64_t min);
void record_write_list(cJSON *object, const char *name, const struct text_list *list);

struct record_list_bounds {
    const char *name;
    size_t items, bytes; /* of the list; of one item */
};
/* Texts, none of them empty. */
NODISCARD bool record_read_list(const cJSON *object,
                                const struct record_list_bounds *bounds,
                                struct arena *arena, struct text_list *list,
                                struct err *err);

/* Parts of a programme, as {"name", "native"}. */
#define RECORD_WRITE_GROUPS(list, groups)                                              \
    record_write_groups((list), (groups).items, (groups).count)
void record_write_groups(cJSON *list, const struct source_group *groups, size_t count);
NODISCARD bool record_read_group(const cJSON *object, struct arena *arena,
                                 struct source_group *ret_group, struct err *err);

/* What only a paper in proceedings has (record_venue.c). */
void record_venue_write(cJSON *object, const struct source_entry *entry);
/* A key of the venue branch; then the rest of such an entry. */
NODISCARD bool record_venue_start(const cJSON *object, struct arena *arena,
                                  struct source_entry *ret_entry, struct err *err);
NODISCARD bool record_venue_read(const cJSON *object, struct arena *arena,
                                 struct source_entry *entry, struct err *err);

#endif
