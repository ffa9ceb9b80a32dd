/* The ways in which a venue's site fails, as bytes (what was seen of them). */
#include "state.h"

static void say(struct answer *answer, int status, const char *type, const char *text)
{
    answer->status = status;
    answer->content_type = type;
    buf_clear(&answer->body);
    buf_text(&answer->body, text);
}

static void fill(const struct rule *rule, struct answer *answer)
{
    size_t size = rule->bytes < 0 ? 100u << 20 : (size_t)rule->bytes;
    buf_clear(&answer->body);
    while (answer->body.len < size && !answer->body.full)
        buf_text(&answer->body, "{\"title\": \"filler\", \"abstract\": \"filler\"}\n");
}

void misbehave(const struct rule *rule, struct answer *answer)
{
    switch (rule->mischief) {
    case MISCHIEF_STATUS:
        say(answer, (int)rule->status, "text/html; charset=utf-8",
            "<!doctype html>\n<html lang=en>\n<title>Error</title>\n<h1>Error</h1>\n");
        break;
    case MISCHIEF_HTML:
        say(answer, 200, "text/html; charset=utf-8",
            "<!DOCTYPE html><html><head><title>Verifying your browser</title></head>"
            "<body><p>One moment, please.</p></body></html>");
        break;
    case MISCHIEF_CHALLENGE:
        say(answer, 403, "application/json; charset=utf-8",
            "{\"name\":\"ChallengeRequiredError\",\"message\":\"Challenge required\","
            "\"status\":403}");
        break;
    case MISCHIEF_LIMITED:
        say(answer, 429, "application/json; charset=utf-8",
            "{\"name\":\"RateLimitError\",\"message\":\"Too many requests\","
            "\"status\":429}");
        break;
    case MISCHIEF_TRUNCATE:
        buf_cut(&answer->body, answer->body.len * 2 / 3);
        break;
    case MISCHIEF_EMPTY:
        buf_clear(&answer->body);
        break;
    case MISCHIEF_GARBAGE:
        say(answer, 200, answer->content_type, "\x01\x02 this is nothing \xff\xfe");
        break;
    case MISCHIEF_HUGE:
        fill(rule, answer);
        break;
    case MISCHIEF_REDIRECT:
        say(answer, 302, "text/html", "");
        break;
    default: /* of the protocol or of the connection, not of the bytes */
        break;
    }
}
