/* Any bytes as the body of a refusal: what is told of it is one well-formed line, and
 * the call has an outcome. The first byte is the status and the room for the text. */
#include "base/utf8.h"
#include "llm/outcome.h"

#include <assert.h>
#include <string.h>

enum { TEXT_SIZE = 300, CODE_SIZE = 64 };

static void check_line(const char *line, size_t size)
{
    struct str text = str_of(line);
    assert(text.len < size && utf8_valid(text));
    while (text.len > 0)
        assert(!utf8_is_invisible(utf8_next(&text)));
    assert(strchr(line, '\n') == NULL && strchr(line, '\t') == NULL);
}

static void check_outcome(int status, const char *code, const char *text)
{
    char why[TEXT_SIZE];
    struct call_seen seen = { .status = status,
                              .error_code = code,
                              .error_text = text };
    enum outcome outcome = outcome_of(&seen, why, sizeof why);
    assert(outcome < OUTCOME_COUNT && outcome != OUTCOME_ANSWER);
    assert(outcome != OUTCOME_PARTIAL);
    check_line(why, sizeof why);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    char text[TEXT_SIZE], code[CODE_SIZE];
    struct str body = str_from((struct str){ (const char *)bytes, len }, 1);
    size_t size = len > 0 ? bytes[0] + 1u : 1;
    chat_error_read(body, text, size, code, sizeof code);
    check_line(text, size);
    check_line(code, sizeof code);
    check_outcome(len > 0 ? 300 + bytes[0] % 255 : 0, code, text);
    return 0;
}
