/* Any bytes as a file of questions: refused with a reason, or whole sets that can be
 * printed. */
#include "base/utf8.h"
#include "config/questions_file.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(buf_done) struct buf printed = buf_upto(4 << 20);
    CLEANUP(json_done) cJSON *tree = NULL;
    struct question_sets sets = { 0 };
    struct err err = { 0 };
    struct str text = { (const char *)bytes, len };
    if (!questions_text_read("questions.ini", text, &arena, &sets, &err)) {
        assert(err.code == ERR_INVALID && utf8_valid(str_of(err.text)));
        return 0;
    }
    assert(sets.count > 0);
    for (size_t i = 0; i < sets.count; i++)
        assert(questions_check(&sets.items[i], &err));
    questions_print(&sets, &printed);
    assert(!printed.full);
    tree = questions_json(&sets);
    return 0;
}
