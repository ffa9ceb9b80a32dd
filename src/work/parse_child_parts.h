/* What the two halves of parse_child.h share: how the child is started and how its
 * error is read. For them only. */
#ifndef WORK_PARSE_CHILD_PARTS_H
#define WORK_PARSE_CHILD_PARTS_H

#include "work/parse_child.h"

enum { PARSE_ARGUMENTS_MAX = 8 };
struct parse_arguments {
    const char *items[PARSE_ARGUMENTS_MAX];
};

/* Address space; none where a sanitizer needs terabytes. */
static const size_t PARSE_MEMORY_MAX = HAS_SANITIZER ? 0 : (size_t)1 << 30;

struct parse_arguments parse_arguments(const char *format, const char *category);
/* Gives err the code that the child wrote in front of its words. Returns false. */
bool parse_restore_code(struct err *err);

#endif
