/* Answers as vendors send them, each fed whole, byte by byte and cut at random places;
 * it must make no difference. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "llm/chat_stream.h"

#include <stdio.h>
#include <string.h>

#define DELTA(text) "data: {\"choices\":[{\"delta\":{\"content\":\"" text "\"}}]}\n\n"
#define STOP "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
#define DONE "data: [DONE]\n\n"

struct sample {
    const char *name;
    struct str bytes;
    const char *text;
    enum chat_finish finish;
    bool done;
    int64_t progress, in, cached, out; /* out -1: no usage at all */
    enum err_code error;
    const char *error_code, *error_text; /* a part of it */
};

static const struct sample samples[] = {
    { "openai: usage in a chunk without choices, padding",
      LIT("data: "
          "{\"id\":\"c1\",\"model\":\"gpt-x\",\"choices\":[{\"index\":0,\"delta\":"
          "{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null},\"finish_"
          "reason\":"
          "null}],\"usage\":null,\"obfuscation\":\"Xq\"}\n\n"
          "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Two\"},"
          "\"finish_reason\":null}],\"usage\":null,\"obfuscation\":\"h\"}\n\n"
          "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\" words\"},"
          "\"finish_reason\":null}],\"usage\":null,\"obfuscation\":\"content\"}\n\n"
          "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],"
          "\"usage\":null}\n\n"
          "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":900,"
          "\"completion_tokens\":7,\"total_tokens\":907,\"prompt_tokens_details\":"
          "{\"cached_tokens\":640}}}\n\n" DONE),
      "Two words", CHAT_STOP, true, 2, 900, 640, 7, 0, "", "" },
    { "kimi: usage within the choice",
      LIT("data: {\"choices\":[{\"delta\":{\"content\":\"月\"}}]}\n\n"
          "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\",\"usage\":"
          "{\"prompt_tokens\":19,\"completion_tokens\":13,\"total_tokens\":32,"
          "\"cached_tokens\":16}}]}\n\n" DONE),
      "月", CHAT_STOP, true, 1, 19, 16, 13, 0, "", "" },
    { "deepseek: comments, cache figures",
      LIT(": keep-alive\n\n: keep-alive\n\n" DELTA("yes") STOP
          "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":100,"
          "\"completion_tokens\":2,\"prompt_cache_hit_tokens\":64,"
          "\"prompt_cache_miss_tokens\":36}}\n\n" DONE),
      "yes", CHAT_STOP, true, 1, 100, 64, 2, 0, "", "" },
    { "deepseek: blank lines before a document",
      LIT("\n\n\r\n "
          "\n{\"model\":\"m\",\"choices\":[{\"message\":{\"role\":\"assistant\""
          ",\"content\":\"whole\"},\"finish_reason\":\"stop\"}],\n"
          "\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":1}}\n"),
      "whole", CHAT_STOP, false, 1, 5, 0, 1, 0, "", "" },
    { "a document on many lines without an end of line",
      LIT("{\r\n\r\n  \"choices\": [\r\n    {\"message\": {\"content\": \"a\\nb\"},\r\n"
          "\"finish_reason\": \"length\"}]\r\n}"),
      "a\nb", CHAT_LENGTH, false, 1, 0, 0, -1, 0, "", "" },
    { "comments alone", LIT(": keep-alive\n\n: keep-alive\n\n:\n\n"), "",
      CHAT_UNFINISHED, false, 0, 0, 0, -1, 0, "", "" },
    { "blank lines alone", LIT("\n\n\n\r\n\r\n"), "", CHAT_UNFINISHED, false, 0, 0, 0,
      -1, 0, "", "" },
    { "nothing", LIT(""), "", CHAT_UNFINISHED, false, 0, 0, 0, -1, 0, "", "" },
    { "carriage returns alone end lines",
      LIT("data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\r\r"
          "data: {\"choices\":[{\"delta\":{\"content\":\"b\"}}]}\r\rdata: [DONE]\r\r"),
      "ab", CHAT_UNFINISHED, true, 2, 0, 0, -1, 0, "", "" },
    { "both signs end lines",
      LIT("data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\r\n\r\n"
          "data: {\"choices\":[{\"delta\":{\"content\":\"b\"}}]}\r\n\r\n"
          "data: [DONE]\r\n\r\n"),
      "ab", CHAT_UNFINISHED, true, 2, 0, 0, -1, 0, "", "" },
    { "no space after the colon, other fields, a byte order mark",
      LIT("\xEF\xBB\xBF"
          "event: message\nid: 7\nretry: 10\ndata:{\"choices\":[{\"delta\":"
          "{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}\n\ndata:[DONE]\n\n"),
      "a", CHAT_STOP, true, 1, 0, 0, -1, 0, "", "" },
    { "an event of several lines",
      LIT("data: {\"choices\":\ndata: "
          "[{\"delta\":\ndata:{\"content\":\"a\"}}]}\n\n" STOP),
      "a", CHAT_STOP, false, 1, 0, 0, -1, 0, "", "" },
    { "no end mark, no last end of line",
      LIT(DELTA("a") "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}"),
      "a", CHAT_STOP, false, 1, 0, 0, -1, 0, "", "" },
    { "cut within an event", LIT(DELTA("a") DELTA("b") "data: {\"choices\":[{\"del"),
      "ab", CHAT_UNFINISHED, false, 2, 0, 0, -1, 0, "", "" },
    { "reasoning is progress and no more",
      LIT("data: {\"choices\":[{\"delta\":{\"content\":null,\"reasoning_content\":"
          "\"Hm.\"}}]}\n\n"
          "data: "
          "{\"choices\":[{\"delta\":{\"content\":\"\",\"reasoning\":\"Hm!\"}}]}\n\n"
          "data: "
          "{\"choices\":[{\"delta\":{\"reasoning\":\"\",\"content\":\"\"}}]}\n\n" DELTA(
              "So.") STOP),
      "So.", CHAT_STOP, false, 3, 0, 0, -1, 0, "", "" },
    { "reasoning between tags at the start",
      LIT(DELTA("\\n<th") DELTA("ink>") DELTA("Let me see <b> </thin") DELTA("k>")
              DELTA("So.") STOP),
      "So.", CHAT_STOP, false, 5, 0, 0, -1, 0, "", "" },
    { "the tag in one piece with both",
      LIT(DELTA("<think>Hm</think>So <think>it</think> is.") STOP),
      "So <think>it</think> is.", CHAT_STOP, false, 1, 0, 0, -1, 0, "", "" },
    { "what looks like a tag and is none",
      LIT(DELTA("  <th") DELTA("eta> is an angle")), "  <theta> is an angle",
      CHAT_UNFINISHED, false, 2, 0, 0, -1, 0, "", "" },
    { "what may be a tag at the end is text", LIT(DELTA("<thi")), "<thi",
      CHAT_UNFINISHED, false, 1, 0, 0, -1, 0, "", "" },
    { "reasoning without an end is no answer",
      LIT(DELTA("<think>on") DELTA(" and on") STOP), "", CHAT_STOP, false, 2, 0, 0, -1,
      0, "", "" },
    { "tool calls are passed over",
      LIT("data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":"
          "{\"name\":\"rm\",\"arguments\":\"{}\"}}]}}]}\n\n"
          "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"tool_calls\"}]}\n\n"),
      "", CHAT_OTHER, false, 0, 0, 0, -1, 0, "", "" },
    { "content filter",
      LIT(DELTA("a") "data: {\"choices\":[{\"delta\":{},\"finish_reason\":"
                     "\"content_filter\"}]}\n\n"),
      "a", CHAT_FILTERED, false, 1, 0, 0, -1, 0, "", "" },
    { "no resources left",
      LIT(DELTA("a") "data: {\"choices\":[{\"delta\":{},\"finish_reason\":"
                     "\"insufficient_system_resource\"}]}\n\n"),
      "a", CHAT_OVERLOADED, false, 1, 0, 0, -1, 0, "", "" },
    { "an empty reason is none",
      LIT("data: {\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":\"\"}]}"
          "\n\n"),
      "a", CHAT_UNFINISHED, false, 1, 0, 0, -1, 0, "", "" },
    { "usage that grows with each chunk",
      LIT("data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}],\"usage\":"
          "{\"prompt_tokens\":9,\"completion_tokens\":1}}\n\n"
          "data: {\"choices\":[{\"delta\":{\"content\":\"b\"}}],\"usage\":"
          "{\"prompt_tokens\":9,\"completion_tokens\":2}}\n\n" DONE),
      "ab", CHAT_UNFINISHED, true, 2, 9, 0, 2, 0, "", "" },
    { "absurd usage",
      LIT("data: {\"choices\":[],\"usage\":{\"prompt_tokens\":-1,\"completion_tokens\":"
          "1e300,\"prompt_tokens_details\":[]}}\n\n"
          "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":"
          "\"x\",\"cached_tokens\":99}}\n\n"),
      "", CHAT_UNFINISHED, false, 0, 10, 10, 0, 0, "", "" },
    { "an error object within a 200",
      LIT(DELTA("a") "data: {\"error\":{\"message\":\"The server had\\n an error\","
                     "\"type\":\"server_error\",\"code\":null}}\n\n" DELTA("b")),
      "a", CHAT_UNFINISHED, false, 1, 0, 0, -1, ERR_UPSTREAM, "server_error",
      "The server had an error" },
    { "ollama: an error string",
      LIT("data: {\"error\":\"llama runner process has terminated\"}\n\n"), "",
      CHAT_UNFINISHED, false, 0, 0, 0, -1, ERR_UPSTREAM, "", "llama runner" },
    { "an error document",
      LIT("{\"error\":{\"message\":\"You exceeded your current quota\",\"type\":"
          "\"insufficient_quota\",\"code\":\"insufficient_quota\"}}"),
      "", CHAT_UNFINISHED, false, 0, 0, 0, -1, ERR_UPSTREAM, "insufficient_quota",
      "quota" },
    { "vllm: an error object by itself",
      LIT("data: {\"object\":\"error\",\"message\":\"too long\",\"type\":"
          "\"BadRequestError\",\"code\":400}\n\n"),
      "", CHAT_UNFINISHED, false, 0, 0, 0, -1, ERR_UPSTREAM, "BadRequestError",
      "too long" },
    { "an error that is only a number", LIT("data: {\"error\":{\"code\":429}}\n\n"), "",
      CHAT_UNFINISHED, false, 0, 0, 0, -1, ERR_UPSTREAM, "429", "429" },
    { "errors that say nothing are none",
      LIT("data: {\"error\":null,\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n"
          "data: {\"error\":{}}\n\ndata: {\"error\":\"\"}\n\n"),
      "a", CHAT_UNFINISHED, false, 1, 0, 0, -1, 0, "", "" },
    { "an event that is no JSON", LIT(DELTA("a") "data: <html>\n\n" DELTA("b")), "a",
      CHAT_UNFINISHED, false, 1, 0, 0, -1, ERR_INVALID, "", "an event" },
    { "an event that is no object", LIT("data: [1]\n\n"), "", CHAT_UNFINISHED, false, 0,
      0, 0, -1, ERR_INVALID, "", "object" },
    { "a web page", LIT("\n<!DOCTYPE html>\n<title>Sign in</title>\n"), "",
      CHAT_UNFINISHED, false, 0, 0, 0, -1, ERR_INVALID, "", "neither" },
    { "a document that is cut", LIT("{\"choices\":[{\"message\":{\"content\":\"a"), "",
      CHAT_UNFINISHED, false, 0, 0, 0, -1, ERR_INVALID, "", "JSON" },
    { "invisible characters are left out",
      LIT(DELTA("a\xE2\x80\x8B"
                "b\\u202Ec\\u0000d\\u0007\\re\xEF\xBB\xBF")),
      "abcde", CHAT_UNFINISHED, false, 1, 0, 0, -1, 0, "", "" },
    { "broken characters are replaced",
      LIT(DELTA("a\xFF\xC3") DELTA("\\ud83d") DELTA("\\ude00\\ud83d\\ude00\\\\u0000")),
      "a\uFFFD\uFFFD\uFFFD\uFFFD\U0001F600\\u0000", CHAT_UNFINISHED, false, 3, 0, 0, -1,
      0, "", "" },
    { "what follows the end mark is passed over",
      LIT(DELTA("a") DONE DELTA("b") "data: x\n\n"), "a", CHAT_UNFINISHED, true, 1, 0,
      0, -1, 0, "", "" },
    { "members of other kinds than we know",
      LIT("data: {\"choices\":{\"a\":1}}\n\ndata: {\"choices\":[1,null]}\n\n"
          "data: {\"choices\":[{\"delta\":[],\"message\":7,\"finish_reason\":3}]}\n\n"
          "data: {\"choices\":[{\"delta\":{\"content\":[\"a\"]}}],\"usage\":7}\n\n"
          "data: {\"model\":{},\"choices\":null}\n\ndata: {}\n\n"),
      "", CHAT_UNFINISHED, false, 0, 0, 0, -1, 0, "", "" },
};

static void take_piece(void *context, struct str text)
{
    assert_true(utf8_valid(text));
    assert_true(text.len > 0);
    buf_add(context, text);
}

static void check(const struct sample *sample, const struct chat_stream *stream,
                  const struct buf *pieces, const char *way)
{
    bool same = str_eq(buf_str(&stream->text), str_of(sample->text)) &&
                str_eq(buf_str(pieces), str_of(sample->text)) &&
                stream->finish == sample->finish && stream->done == sample->done &&
                stream->progress == sample->progress &&
                stream->has_usage == (sample->out >= 0) &&
                stream->usage.tokens_in == sample->in &&
                stream->usage.tokens_cached == sample->cached &&
                stream->usage.tokens_out == (sample->out >= 0 ? sample->out : 0) &&
                stream->error.code == sample->error &&
                strcmp(stream->error_code, sample->error_code) == 0 &&
                (sample->error == ERR_NONE ||
                 strstr(stream->error.text, sample->error_text) != NULL);
    if (same)
        return;
    fail_msg("%s, %s: “%.*s” “%.*s” finish %d done %d progress %d tokens %d %d %d, "
             "error %d %s %s",
             sample->name, way, STR_ARG(buf_str(&stream->text)),
             STR_ARG(buf_str(pieces)), (int)stream->finish, stream->done,
             (int)stream->progress, (int)stream->usage.tokens_in,
             (int)stream->usage.tokens_cached, (int)stream->usage.tokens_out,
             (int)stream->error.code, stream->error_code, stream->error.text);
}

/* Feeds pieces of `step` bytes, or of random lengths where step is 0. */
static void feed_in_steps(const struct sample *sample, size_t step, uint32_t seed)
{
    CLEANUP(buf_done) struct buf pieces = buf_upto(1 << 20);
    CLEANUP(chat_stream_done)
    struct chat_stream stream = { .piece = take_piece, .context = &pieces };
    char way[40];
    bool going = true;
    chat_stream_begin(&stream);
    for (size_t at = 0; at < sample->bytes.len && going;) {
        seed = seed * 1664525u + 1013904223u;
        size_t len = step > 0 ? step : 1 + (seed >> 16) % 40;
        going = chat_stream_feed(&stream, str_upto(str_from(sample->bytes, at), len));
        at += len;
    }
    chat_stream_end(&stream);
    snprintf(way, sizeof way, "step %zu seed %u", step, seed);
    check(sample, &stream, &pieces, way);
}

static void each_sample_gives_the_same_however_it_is_cut(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(samples); i++) {
        feed_in_steps(&samples[i], samples[i].bytes.len + 1, 0);
        feed_in_steps(&samples[i], 1, 0);
        feed_in_steps(&samples[i], 2, 0);
        feed_in_steps(&samples[i], 3, 0);
        for (uint32_t seed = 1; seed <= 50; seed++)
            feed_in_steps(&samples[i], 0, seed);
    }
}

static void feed(struct chat_stream *stream, struct str bytes)
{
    assert_true(chat_stream_feed(stream, bytes));
}

static void the_model_is_named_by_its_first_chunk(void **state)
{
    CLEANUP(chat_stream_done) struct chat_stream stream = { .piece = NULL };
    (void)state;
    chat_stream_begin(&stream);
    assert_string_equal(stream.model, "");
    feed(&stream, LIT("data: {\"model\":\" kimi\\u200B-k2 \",\"choices\":[]}\n\n"));
    feed(&stream, LIT("data: {\"model\":\"other\",\"choices\":[]}\n\n"));
    assert_string_equal(stream.model, "kimi-k2");
}

static void an_endless_name_is_cut(void **state)
{
    char name[1000];
    char chunk[1100];
    CLEANUP(chat_stream_done) struct chat_stream stream = { .piece = NULL };
    (void)state;
    memset(name, 'x', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    snprintf(chunk, sizeof chunk, "data: {\"model\":\"%s\"}\n\n", name);
    chat_stream_begin(&stream);
    feed(&stream, str_of(chunk));
    assert_int_equal(strlen(stream.model), FAQ_MODEL_MAX - 1);
}

static void white_space_alone_is_no_content(void **state)
{
    CLEANUP(chat_stream_done) struct chat_stream stream = { .piece = NULL };
    (void)state;
    chat_stream_begin(&stream);
    feed(&stream, LIT(DELTA(" \\n\\t") DELTA("\\u00a0\\u3000\\u200b") STOP DONE));
    chat_stream_end(&stream);
    assert_false(stream.has_content);
    assert_int_equal(stream.progress, 2);
}

static void a_piece_is_handed_on_before_the_answer_ends(void **state)
{
    CLEANUP(buf_done) struct buf pieces = buf_upto(100);
    CLEANUP(chat_stream_done)
    struct chat_stream stream = { .piece = take_piece, .context = &pieces };
    (void)state;
    chat_stream_begin(&stream);
    feed(&stream, LIT(DELTA("a")));
    assert_string_equal(pieces.ptr, "a");
    assert_true(stream.has_content);
    feed(&stream, LIT("data: {\"choices\":[{\"delta\":{\"content\":\"b\"}}]}\n"));
    assert_string_equal(pieces.ptr, "a");
    feed(&stream, LIT("\n"));
    assert_string_equal(pieces.ptr, "ab");
}

static void an_answer_beyond_the_bound_is_cut_at_a_character(void **state)
{
    CLEANUP(buf_done) struct buf pieces = buf_upto(1 << 20);
    CLEANUP(chat_stream_done)
    struct chat_stream stream = { .piece = take_piece, .context = &pieces };
    (void)state;
    chat_stream_begin(&stream);
    feed(&stream, LIT(DELTA("ab")));
    for (int i = 0; i < FAQ_ANSWER_MAX / 30; i++)
        feed(&stream, LIT(DELTA("机器学习机器学习机器")));
    assert_false(stream.text_full);
    assert_int_equal(stream.text.len, 2 + FAQ_ANSWER_MAX / 30 * 30);
    feed(&stream, LIT(DELTA("机器学习机器学习机器")));
    assert_true(stream.text_full);
    assert_true(stream.text.len <= FAQ_ANSWER_MAX);
    assert_int_equal(stream.text.len % 3, 2);
    size_t len = stream.text.len;
    feed(&stream, LIT(DELTA("x") STOP DONE));
    assert_int_equal(stream.text.len, len);
    assert_int_equal(pieces.len, len);
    assert_true(utf8_valid(buf_str(&stream.text)));
    assert_int_equal(stream.finish, CHAT_STOP);
}

static void a_stream_that_passes_a_bound_ends(struct str first, struct str again,
                                              size_t most)
{
    CLEANUP(chat_stream_done) struct chat_stream stream = { .piece = NULL };
    size_t fed = first.len;
    chat_stream_begin(&stream);
    bool going = chat_stream_feed(&stream, first);
    while (going && fed <= most) {
        going = chat_stream_feed(&stream, again);
        fed += again.len;
    }
    assert_false(going);
    assert_int_equal(stream.error.code, ERR_LIMIT);
    assert_false(chat_stream_feed(&stream, LIT("\n\n")));
    chat_stream_end(&stream);
    assert_int_equal(stream.error.code, ERR_LIMIT);
}

static void lines_events_and_streams_are_bounded(void **state)
{
    (void)state;
    struct str x =
        LIT("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");
    a_stream_that_passes_a_bound_ends(LIT("data: "), x, CHAT_LINE_MAX + 64);
    a_stream_that_passes_a_bound_ends(LIT(":"), x, CHAT_LINE_MAX + 64);
    a_stream_that_passes_a_bound_ends(LIT("{"), x, CHAT_LINE_MAX + 64);
    a_stream_that_passes_a_bound_ends(
        LIT("data: {\n"),
        LIT("data: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n"),
        CHAT_EVENT_MAX * 2);
    a_stream_that_passes_a_bound_ends(
        LIT("{\n"), LIT("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n"),
        CHAT_EVENT_MAX * 2);
    a_stream_that_passes_a_bound_ends(
        LIT("data: {}\n\n"), LIT(": xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n\n"),
        CHAT_TOTAL_MAX + 64);
}

static void error_read(const char *body, const char *code, const char *text)
{
    char found_text[80], found_code[20];
    chat_error_read(str_of(body), found_text, sizeof found_text, found_code,
                    sizeof found_code);
    assert_string_equal(found_text, text);
    assert_string_equal(found_code, code);
}

static void errors_are_read_in_every_form(void **state)
{
    (void)state;
    error_read("{\"error\":{\"message\":\"No  such\\nmodel\",\"type\":\"t\","
               "\"code\":\"model_not_found\"}}",
               "model_not_found", "No such model");
    error_read("{\"error\":{\"message\":\"m\",\"type\":\"content_filter\"}}",
               "content_filter", "m");
    error_read("{\"error\":{\"message\":\"m\",\"code\":400}}", "400", "m");
    error_read("{\"error\":\"model 'x' not found\"}", "", "model 'x' not found");
    error_read("{\"message\":\"no route\",\"code\":\"7\"}", "7", "no route");
    error_read("{\"detail\":\"Not Found\"}", "", "Not Found");
    error_read("{\"object\":\"error\",\"message\":\"m\",\"type\":\"T\",\"code\":400}",
               "T", "m");
    error_read("Bad\r\n gateway\n", "", "Bad gateway");
    error_read("{\"unknown\":1}", "", "{\"unknown\":1}");
    error_read("[1]", "", "[1]");
    error_read("", "", "");
    error_read("{\"error\":{\"message\":\"a\xFF\\ud800\\u0000b\"}}", "",
               "a\uFFFD\uFFFDb");
}

static void long_errors_are_cut_at_a_character(void **state)
{
    char text[11], code[5];
    (void)state;
    chat_error_read(LIT("{\"error\":{\"message\":\"机器学习机器学习\",\"code\":"
                        "\"abcdefgh\"}}"),
                    text, sizeof text, code, sizeof code);
    assert_string_equal(text, "机器学");
    assert_string_equal(code, "abcd");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_sample_gives_the_same_however_it_is_cut),
        cmocka_unit_test(the_model_is_named_by_its_first_chunk),
        cmocka_unit_test(an_endless_name_is_cut),
        cmocka_unit_test(white_space_alone_is_no_content),
        cmocka_unit_test(a_piece_is_handed_on_before_the_answer_ends),
        cmocka_unit_test(an_answer_beyond_the_bound_is_cut_at_a_character),
        cmocka_unit_test(lines_events_and_streams_are_bounded),
        cmocka_unit_test(errors_are_read_in_every_form),
        cmocka_unit_test(long_errors_are_cut_at_a_character),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
