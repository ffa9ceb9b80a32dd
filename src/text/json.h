/* JSON through the tree (cJSON): typed, bounded reads that say what was expected, and
 * short setters for building. The tree belongs to whoever holds its root. */
#ifndef TEXT_JSON_H
#define TEXT_JSON_H

#include "base/arena.h"
#include "base/buf.h"

#include <cjson/cJSON.h>

/* A double holds whole numbers exactly up to here; past it they travel as digits. */
#define JSON_INT_EXACT (INT64_C(1) << 53)

void json_done(cJSON **tree); /* for CLEANUP */
/* One whole JSON value and nothing after it; ERR_INVALID says where it broke. Nesting
 * over 64 levels is refused. The caller frees with json_done. */
NODISCARD bool json_read(struct str bytes, cJSON **ret_tree, struct err *err);
/* Compact, or indented where `pretty`; '\n' at the end. Never fails: fills `out`. */
void json_write(struct buf *out, const cJSON *tree, bool pretty);
/* A number as JSON writes it; whole numbers exactly. */
void json_write_number(struct buf *out, const cJSON *number);

/* Members by name. `optional` readers give the default for absent and null, and fail
 * only on a wrong type or size. Strings are copied to the arena. */
NODISCARD bool json_get_text(const cJSON *object, const char *name, size_t max,
                             struct arena *arena, const char **ret_text,
                             struct err *err);
NODISCARD bool json_get_text_or_null(const cJSON *object, const char *name, size_t max,
                                     struct arena *arena, const char **ret_text,
                                     struct err *err);
NODISCARD bool json_get_int(const cJSON *object, const char *name, int64_t min,
                            int64_t max, int64_t *ret_number, struct err *err);
NODISCARD bool json_get_int_or(const cJSON *object, const char *name, int64_t min,
                               int64_t max, int64_t otherwise, int64_t *ret_number,
                               struct err *err);
NODISCARD bool json_get_bool_or(const cJSON *object, const char *name, bool otherwise,
                                bool *ret_flag, struct err *err);
/* An array of at most `max` items, or an empty list when absent or null. */
NODISCARD bool json_get_list_or_empty(const cJSON *object, const char *name, size_t max,
                                      const cJSON **ret_list, struct err *err);

/* Setters; a NULL text is written as null. They return the child where that helps. Texts
 * are copied, names are not: they are literals, or outlive the tree. */
void json_set_text(cJSON *object, const char *name, const char *text);
void json_set_int(cJSON *object, const char *name, int64_t number);
void json_set_number(cJSON *object, const char *name, double number);
void json_set_bool(cJSON *object, const char *name, bool flag);
void json_set_null(cJSON *object, const char *name);
void json_set_time(cJSON *object, const char *name, int64_t time); /* 0 is null */
void json_set_day(cJSON *object, const char *name, int32_t day); /* DAY_NONE is null */
cJSON *json_set_object(cJSON *object, const char *name);
cJSON *json_set_list(cJSON *object, const char *name);
void json_add_text(cJSON *list, const char *text);
cJSON *json_add_object(cJSON *list);

#endif
