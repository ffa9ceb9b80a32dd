/* The ways in which a source of papers fails, as bytes (arxiv.md's known failures). */
#include "state.h"

static const char *const mischief_names[MISCHIEF_COUNT] = {
#define X(constant, name) [constant] = name,
    MISCHIEFS(X)
#undef X
};

const char *mischief_name(enum mischief mischief)
{
    return mischief_names[mischief];
}

static void say(struct answer *answer, int status, const char *type, const char *text)
{
    answer->status = status;
    answer->content_type = type;
    buf_clear(&answer->body);
    buf_text(&answer->body, text);
}

static void refuse(const struct rule *rule, struct answer *answer)
{
    int status = rule->status == 0 ? 503 : rule->status;
    if (status == 429)
        say(answer, status, "text/plain", "Rate exceeded.");
    else if (status == 403)
        say(answer, status, "text/html; charset=utf-8",
            "<html>\n<head><title>403 Forbidden</title></head>\n<body>\n"
            "<h1>Access Denied</h1><p>Sadly, your client does not follow our "
            "guidelines.</p>\n</body>\n</html>\n");
    else
        say(answer, status, "text/html; charset=utf-8",
            "<!doctype html>\n<html lang=en>\n<title>Error</title>\n<h1>Error</h1>\n"
            "<p>The server encountered an error and could not complete your request."
            "</p>\n");
}

static void fill(const struct rule *rule, struct answer *answer)
{
    size_t size = rule->bytes < 0 ? 50u << 20 : (size_t)rule->bytes;
    buf_clear(&answer->body);
    while (answer->body.len < size && !answer->body.full)
        buf_text(&answer->body,
                 "<item><title>filler</title><link>https://arxiv.org/abs/"
                 "2401.00001</link></item>\n");
}

/* Puts `bytes` behind every mark of the body. */
static void insert_after(struct buf *body, struct str mark, struct str bytes)
{
    CLEANUP(buf_done) struct buf out = buf_upto(ANSWER_MAX);
    struct str rest = buf_str(body);
    size_t at;
    while ((at = str_find(rest, mark)) < rest.len) {
        buf_add(&out, str_upto(rest, at + mark.len));
        buf_add(&out, bytes);
        rest = str_from(rest, at + mark.len);
    }
    buf_add(&out, rest);
    buf_clear(body);
    buf_add(body, buf_str(&out));
}

static void insert_everywhere(struct buf *body, struct str bytes)
{
    insert_after(body, LIT("Abstract: "), bytes);
    insert_after(body, LIT("<summary>"), bytes);
    insert_after(body, LIT("<p class='mathjax'>"), bytes);
}

static void misname_charset(struct answer *answer)
{
    struct str type = str_of(answer->content_type);
    if (str_starts(type, LIT("text/html")))
        answer->content_type = "text/html; charset=iso-8859-1";
    else
        answer->content_type = "application/rss+xml; charset=iso-8859-1";
}

void misbehave(const struct rule *rule, struct answer *answer)
{
    switch (rule->mischief) {
    case MISCHIEF_STATUS:
        refuse(rule, answer);
        break;
    case MISCHIEF_HTML:
        say(answer, 200, "text/html; charset=utf-8",
            "<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>"
            "<p>We are working on it.</p></body></html>");
        break;
    case MISCHIEF_EMPTY:
        buf_clear(&answer->body);
        break;
    case MISCHIEF_TRUNCATE:
        buf_cut(&answer->body,
                rule->bytes < 0 ? answer->body.len * 2 / 3 : (size_t)rule->bytes);
        break;
    case MISCHIEF_HUGE:
        fill(rule, answer);
        break;
    case MISCHIEF_REDIRECT:
        say(answer, rule->status == 0 ? 301 : rule->status, "text/html", "");
        answer->location = rule->location;
        break;
    case MISCHIEF_CHARSET:
        misname_charset(answer);
        break;
    case MISCHIEF_LATIN1:
        insert_everywhere(&answer->body, LIT("caf\xe9 "));
        break;
    case MISCHIEF_CONTROL:
        insert_everywhere(&answer->body, LIT("\x01\x08\x1f"));
        break;
    case MISCHIEF_UNAVAILABLE:
        say(answer, 503, "text/html; charset=utf-8",
            "<!DOCTYPE html>\n<html><body><h1>503</h1><p>This listing is temporarily "
            "unavailable; please try again in a few minutes.</p></body></html>\n");
        break;
    case MISCHIEF_ERROR_ENTRY:
        buf_clear(&answer->body);
        render_api_error("incorrect id format for abc", "incorrect_id_format_for_abc",
                         answer);
        break;
    case MISCHIEF_MISSING:
        buf_clear(&answer->body);
        render_missing(answer);
        break;
    case MISCHIEF_FILLER:
        say(answer, 200, answer->content_type,
            "<html><body><article class=\"ltx_document\"></article></body></html>");
        break;
    default: /* of the scene or of the connection, not of the bytes */
        break;
    }
}
