/* Events of a FAQ; see faq_frames.h. */
#include "site/faq/faq_frames.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

void frame_id_write(uint64_t epoch, size_t offset, char ret_id[FRAME_ID_SIZE])
{
    assert(offset <= UINT32_MAX);
    snprintf(ret_id, FRAME_ID_SIZE, "%016" PRIx64 "-%08" PRIx32, epoch,
             (uint32_t)offset);
}

static bool read_hex(struct str text, uint64_t *ret_number)
{
    uint64_t number = 0;
    if (!str_has_only(text, "0123456789abcdef"))
        return false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        number = number << 4 | (uint64_t)(char_is_digit(c) ? c - '0' : c - 'a' + 10);
    }
    *ret_number = number;
    return true;
}

bool frame_id_read(const char *id, uint64_t *ret_epoch, size_t *ret_offset)
{
    struct str text = str_of(id);
    uint64_t epoch, offset;
    if (text.len != FRAME_ID_SIZE - 1 || text.ptr[16] != '-' ||
        !read_hex(str_upto(text, 16), &epoch) || !read_hex(str_from(text, 17), &offset))
        return false;
    *ret_epoch = epoch;
    *ret_offset = (size_t)offset;
    return true;
}

/* The tree as one line: JSON has no line feed of its own but the last. */
static void add(struct buf *out, const char *event, const cJSON *tree)
{
    buf_printf(out, "event: %s\ndata: ", event);
    json_write(out, tree, false);
    buf_char(out, '\n');
}

void frame_state(struct buf *out, const struct frame_state *state)
{
    CLEANUP(json_done) cJSON *tree = cJSON_CreateObject();
    json_set_text(tree, "state", faq_state_name(state->state));
    if (state->position > 0)
        json_set_int(tree, "position", state->position);
    else
        json_set_null(tree, "position");
    json_set_number(tree, "progress", state->progress);
    json_set_text(tree, "reason", state->reason);
    json_set_int(tree, "questions", state->questions);
    add(out, "state", tree);
}

void frame_question(struct buf *out, int number, const char *question)
{
    CLEANUP(json_done) cJSON *tree = cJSON_CreateObject();
    json_set_int(tree, "number", number);
    json_set_text(tree, "question", question);
    add(out, "question", tree);
}

void frame_piece(struct buf *out, int number, const char *text)
{
    CLEANUP(json_done) cJSON *tree = cJSON_CreateObject();
    json_set_int(tree, "number", number);
    json_set_text(tree, "text", text);
    add(out, "piece", tree);
}

void frame_answer(struct buf *out, const struct faq_answer *answer, bool with_html)
{
    CLEANUP(json_done) cJSON *tree = cJSON_CreateObject();
    json_set_int(tree, "number", answer->number);
    json_set_text(tree, "question", answer->question);
    json_set_text(tree, "markdown", answer->markdown);
    json_set_text(tree, "html", with_html ? answer->html : NULL);
    json_set_bool(tree, "truncated", answer->truncated);
    add(out, "answer", tree);
}

void frame_done(struct buf *out, enum faq_state state, const char *reason)
{
    CLEANUP(json_done) cJSON *tree = cJSON_CreateObject();
    json_set_text(tree, "state", faq_state_name(state));
    json_set_text(tree, "reason", reason);
    add(out, "done", tree);
}
