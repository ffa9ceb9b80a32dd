/* Any bytes as title, author, text and answer of a paper that knows the mark: it stands
 * in the prompt where we put it and nowhere else, and the request is JSON that fits.
 * Bytes 1 to 4 stand for the mark and parts of it. */
#include "base/utf8.h"
#include "llm/faq_prompt.h"
#include "llm/tokens.h"
#include "text/json.h"

#include <assert.h>
#include <string.h>

static const char mark[] = "0123456789abcdef00000000deadbeef";
enum { MARK_LEN = sizeof mark - 1, TEXT_MAX = 4 << 20, REQUEST_MAX = 64 << 20 };

static void add_expanded(struct buf *out, const uint8_t *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++)
        switch (bytes[i]) {
        case 1:
            buf_add(out, LIT("0123456789abcdef00000000deadbeef"));
            break;
        case 2:
            buf_add(out, LIT("0123456789ABCDEF00000000DEADBEEF"));
            break;
        case 3:
            buf_add(out, LIT("0123456789abcdef"));
            break;
        case 4:
            buf_add(out, LIT("00000000deadbeef"));
            break;
        default:
            buf_char(out, (char)bytes[i]);
        }
}

static size_t marks_in(struct str text)
{
    size_t count = 0;
    for (size_t i = 0; i + MARK_LEN <= text.len; i++)
        count += str_eq_nocase(str_upto(str_from(text, i), MARK_LEN), str_of(mark));
    return count;
}

static void check_messages(const struct chat_messages *messages)
{
    assert(messages->count >= 2 && messages->items[0].role == CHAT_SYSTEM);
    for (size_t i = 0; i < messages->count; i++) {
        struct str text = messages->items[i].text;
        assert(utf8_valid(text) && str_find_char(text, '\0') == text.len);
        assert(marks_in(text) == (i == 1 ? 2 : 0));
        assert(i == 0 || (messages->items[i].role == CHAT_USER) == (i % 2 == 1));
    }
}

static void check_request(const struct provider *provider,
                          const struct chat_messages *messages)
{
    CLEANUP(buf_done) struct buf out = buf_upto(REQUEST_MAX);
    CLEANUP(json_done) cJSON *tree = NULL;
    struct err err;
    bool fine = chat_request_write(provider, messages, &out, &err) &&
                json_read(buf_str(&out), &tree, &err);
    assert(fine);
}

static void check_prompt(const char *text, struct str paper_text, int how)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    const char *asked[] = { "What?", "How?" };
    struct text_list authors = { &text, 1, 0 };
    struct faq_answer item = { .question = asked[0], .markdown = text };
    struct faq_answers answers = { &item, (size_t)how & 1, 0 };
    struct question_set set = { .language = "en",
                                .language_name = "English",
                                .system_prompt = "Explain.",
                                .questions = { asked, 2, 0 } };
    struct provider provider = { .name = "p",
                                 .model = "m",
                                 .context = how & 2 ? 4096 : 100000,
                                 .max_output = 1000 };
    struct prompt_paper paper = { .title = text,
                                  .authors = &authors,
                                  .text = paper_text };
    struct prompt_ask ask = { .provider = &provider,
                              .set = &set,
                              .paper = &paper,
                              .answers = &answers,
                              .begun = how & 4 ? str_of(text) : LIT(""),
                              .squeeze = how >> 4,
                              .mark = { 0x0123456789ABCDEF, 0xDEADBEEF } };
    struct prompt prompt;
    struct err err;
    if (!prompt_build(&ask, &arena, &prompt, &err)) {
        assert(err.code == ERR_LIMIT);
        return;
    }
    check_messages(&prompt.messages);
    check_request(&provider, &prompt.messages);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    CLEANUP(buf_done) struct buf text = buf_upto(TEXT_MAX);
    if (len == 0)
        return 0;
    add_expanded(&text, bytes + 1, len - 1);
    struct str fits = tokens_upto(buf_str(&text), bytes[0]);
    assert(tokens_estimate(fits) <= bytes[0]);
    check_prompt(text.len > 0 ? text.ptr : "", buf_str(&text), bytes[0]);
    return 0;
}
