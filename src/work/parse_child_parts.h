/* What the parts of parse_child.h share: how the child is started, how what it prints
 * is cut into lines and how its error is read. For them only. */
#ifndef WORK_PARSE_CHILD_PARTS_H
#define WORK_PARSE_CHILD_PARTS_H

#include "work/parse_child.h"

enum {
    PARSE_ARGUMENTS_MAX = 16,
    PARSE_YEAR_SIZE = 12,
    PARSE_ANSWER_LINE_MAX = 16 << 20
};
struct parse_arguments {
    const char *items[PARSE_ARGUMENTS_MAX];
};

/* An option of the child's command line; without a value it is left out. */
struct parse_option {
    const char *name, *value;
};

/* What the child prints, cut into lines and read as JSON. */
struct parse_answer {
    struct buf line;
    bool (*take)(void *reader, const cJSON *object, struct err *err);
    void *reader;
};
NODISCARD bool parse_answer_take(struct parse_answer *answer, struct str piece,
                                 struct err *err);
/* Is nothing left of an unfinished line? */
NODISCARD bool parse_answer_end(const struct parse_answer *answer, struct err *err);
/* Names the child as the culprit. Returns false. */
bool parse_answer_broken(struct err *err);

/* Address space; none where a sanitizer needs terabytes. */
static const size_t PARSE_MEMORY_MAX = HAS_SANITIZER ? 0 : (size_t)1 << 30;

struct parse_arguments parse_arguments(const char *format,
                                       const struct parse_option *options,
                                       size_t option_count);
/* Gives err the code that the child wrote in front of its words. Returns false. */
bool parse_restore_code(struct err *err);

#endif
