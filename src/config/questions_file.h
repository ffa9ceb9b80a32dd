/* Question sets as an operator writes them (config/questions.ini shows and explains the
 * form): sections [NAME.LANG], keys language, categories, system, question. */
#ifndef QUESTIONS_FILE_H
#define QUESTIONS_FILE_H

#include "base/buf.h"
#include "llm/questions.h"
#include "text/json.h"

/* ERR_INVALID names file and line, or the set that lacks something. */
NODISCARD bool questions_file_read(const char *file, struct arena *arena,
                                   struct question_sets *ret_sets, struct err *err);
NODISCARD bool questions_text_read(const char *name, struct str text,
                                   struct arena *arena, struct question_sets *ret_sets,
                                   struct err *err);
/* Those that are built in. */
NODISCARD bool questions_builtin(struct arena *arena, struct question_sets *ret_sets,
                                 struct err *err);

/* As a file that reads back as the same. */
void questions_print(const struct question_sets *sets, struct buf *out);
/* { "sets": [ { "name", "language", "language_name", "categories", "system",
 * "questions" } ] }; the caller frees it with json_done. */
cJSON *questions_json(const struct question_sets *sets);

#endif
