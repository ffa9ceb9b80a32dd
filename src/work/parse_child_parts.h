/* What the parts of parse_child.h share: how the child is started, how what it prints
 * is cut into lines and how its error is read. For them only. */
#ifndef WORK_PARSE_CHILD_PARTS_H
#define WORK_PARSE_CHILD_PARTS_H

#include "work/parse_child.h"

enum { PARSE_ARGUMENTS_MAX = 16, PARSE_YEAR_SIZE = 12 };
struct parse_arguments {
    const char *items[PARSE_ARGUMENTS_MAX];
};

/* An option of the child's command line; without a value it is left out. */
struct parse_option {
    const char *name, *value;
};

/* `/proc/self/exe parse --document FORMAT` and its options, ended by NULL; the texts
 * must outlive it. */
struct parse_arguments parse_arguments(const char *format,
                                       const struct parse_option *options,
                                       size_t option_count);
/* Behind those that are there. */
void parse_arguments_add(struct parse_arguments *arguments, const char *flag);

/* A child that answers in lines of JSON (parse_child_lines.c). */
struct parse_lines {
    struct parse_arguments arguments;
    struct process_limits limits;
    struct stop *stop;
    process_input *input;
    /* Takes a line; false (with err) ends the child. */
    bool (*take)(void *context, const cJSON *object, struct err *err);
    void *context; /* given to both */
};
/* To its end. The child's error comes back with the child's code. */
NODISCARD bool parse_lines_run(const struct parse_lines *lines, struct err *err);

/* The same child, talked to several times (base/process.h). Never NULL; `lines`
 * outlives it. */
struct parse_talker;
NODISCARD bool parse_talker_open(const struct parse_lines *lines,
                                 struct parse_talker **ret_talker, struct err *err);
/* Until *over is set by a line, and the child has been given all input. Behind an error
 * there is only parse_talker_close. */
NODISCARD bool parse_talker_talk(struct parse_talker *talker, const bool *over,
                                 struct err *err);
bool parse_talker_is_waiting(const struct parse_talker *talker); /* likewise */
int64_t parse_talker_cpu_seconds(const struct parse_talker *talker);
void parse_talker_close(struct parse_talker *talker); /* NULL is fine */

/* Names the child as the culprit. Returns false. */
bool parse_answer_broken(struct err *err);

/* Address space; none where a sanitizer needs terabytes. */
static const size_t PARSE_MEMORY_MAX = HAS_SANITIZER ? 0 : (size_t)1 << 30;

/* Gives err the code that the child wrote in front of its words. Returns false. */
bool parse_restore_code(struct err *err);

#endif
