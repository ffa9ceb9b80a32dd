/* FAQ text for clients that trust it too much; see faq_plain.h. */
#include "site/faq/faq_plain.h"

#include <string.h>

static bool begins_something(char last, char c)
{
    switch (last) {
    case '<':
        return char_is_letter(c) || strchr("/!?", c) != NULL;
    case '&':
        return char_is_letter(c) || c == '#';
    case ']':
        return strchr("(:[", c) != NULL;
    default:
        return false;
    }
}

void plain_add(struct plain_text *text, struct str piece, struct buf *out)
{
    size_t kept = 0;
    for (size_t i = 0; i < piece.len; i++) {
        char c = piece.ptr[i];
        if (c != '\0' && begins_something(text->last, c)) {
            buf_add(out, (struct str){ piece.ptr + kept, i - kept });
            buf_char(out, ' ');
            kept = i;
        }
        text->last = c;
    }
    buf_add(out, str_from(piece, kept));
}

static const char *inert(struct buf *out, const char *text)
{
    struct plain_text fresh = { 0 };
    plain_add(&fresh, str_of(text), out);
    return out->len > 0 ? out->ptr : "";
}

void plain_question(const struct template_set *templates, int number,
                    const char *question, struct buf *out)
{
    CLEANUP(buf_done) struct buf text = buf_upto(2 * FAQ_QUESTION_MAX);
    CLEANUP(json_done) cJSON *tree = cJSON_CreateObject();
    json_set_int(tree, "number", number);
    json_set_text(tree, "question", inert(&text, question));
    template_render(templates, "kimi_question", tree, out);
}

void plain_end(const struct template_set *templates, struct buf *out)
{
    CLEANUP(json_done) cJSON *tree = cJSON_CreateObject();
    template_render(templates, "kimi_end", tree, out);
}

void plain_again(const struct template_set *templates, struct buf *out)
{
    CLEANUP(json_done) cJSON *tree = cJSON_CreateObject();
    template_render(templates, "kimi_again", tree, out);
}

void plain_failed(const struct template_set *templates, const char *why,
                  struct buf *out)
{
    CLEANUP(buf_done) struct buf text = buf_upto(4096);
    CLEANUP(json_done) cJSON *tree = cJSON_CreateObject();
    json_set_text(tree, "text", inert(&text, why));
    template_render(templates, "kimi_failed", tree, out);
}

void plain_answer(const struct template_set *templates, const struct faq_answer *answer,
                  struct buf *out)
{
    struct plain_text text = { 0 };
    plain_question(templates, answer->number, answer->question, out);
    plain_add(&text, str_trim(str_of(answer->markdown)), out);
    plain_end(templates, out);
}
