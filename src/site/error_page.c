/* What a reader sees when a request has no answer: the sentence of the error and what
 * to do next; as JSON for programs. Asks no store, so that it works when nothing else
 * does. */
#include "site/view.h"

#include "site/words.h"

static const struct advice {
    int status;
    const char *reason, *advice;
} advices[] = {
    { 400, "Bad request", "Check the address and try again." },
    { 403, "Refused", "This request may not be made from here." },
    { 404, "Not found", "Categories and venues are on the home page." },
    { 405, "Method not allowed", "Open the address in a browser, or send a GET." },
    { 413, "Too large", "Send less at once." },
    { 414, "Address too long", "Ask for fewer papers at once." },
    { 415, "Type not supported", "Send a form or JSON." },
    { 429, "Too many requests", "Wait a minute, then try again." },
    { 431, "Headers too large", "Delete this site's cookies and try again." },
    { 500, "Something broke here", "It is in the log. Trying again may help." },
    { 503, "Not available at the moment", "Try again in a minute. Nothing was lost." },
};

static struct advice advice_for(int status)
{
    for (size_t i = 0; i < COUNT_OF(advices); i++)
        if (advices[i].status == status)
            return advices[i];
    return (struct advice){ status, response_reason(status), "Try again later." };
}

/* The error's text as a sentence. What broke inside is the operator's, not the
 * reader's. */
static const char *sentence(struct arena *arena, int status, const struct err *err,
                            const char *reason)
{
    if (status == 500 || err == NULL || err->text[0] == '\0')
        return arena_printf(arena, "%s.", reason);
    char *text = arena_printf(arena, "%s%s", err->text,
                              str_ends(str_of(err->text), LIT(".")) ? "" : ".");
    if (char_is_lower(text[0]) && !char_is_upper(text[1])) /* arXiv stays arXiv */
        text[0] = (char)(text[0] - 'a' + 'A');
    return text;
}

static const char *code_name(int status, const struct err *err)
{
    if (err != NULL && err->code != ERR_NONE)
        return err_code_name(err->code);
    switch (status) {
    case 404:
        return err_code_name(ERR_NOT_FOUND);
    case 429:
    case 503:
        return err_code_name(ERR_BUSY);
    case 413:
    case 414:
        return err_code_name(ERR_LIMIT);
    case 500:
        return err_code_name(ERR_BROKEN);
    default:
        return err_code_name(ERR_INVALID);
    }
}

static void answer_json(cJSON *root, const struct advice *advice, const struct err *err,
                        const char *message, struct response *response)
{
    cJSON *error = json_set_object(root, "error");
    json_set_text(error, "code", code_name(advice->status, err));
    json_set_text(error, "message", message);
    json_set_text(error, "advice", advice->advice);
    json_set_int(error, "status", advice->status);
    response->content_type = "application/json";
    response_header(response, "Access-Control-Allow-Origin", "*");
    json_write(&response->body, root, false);
}

static void answer_page(const struct site *site, const struct request *request,
                        cJSON *root, const struct advice *advice, const char *message,
                        struct response *response)
{
    cJSON *error = json_set_object(root, "error");
    json_set_int(error, "status", advice->status);
    json_set_text(error, "reason", advice->reason);
    json_set_text(error, "message", message);
    json_set_text(error, "advice", advice->advice);
    json_set_bool(error, "in_venues", str_starts(str_of(request->path), LIT("/venue")));
    struct view view = {
        .site = site, .request = request, .arena = request->arena, .root = root
    };
    struct page_head head = {
        .title = arena_printf(request->arena, "%d %s", advice->status, advice->reason),
        .description = message,
        .branch = "arxiv",
        .noindex = true,
    };
    view_head(&view, &head);
    response->content_type = "text/html; charset=utf-8";
    template_render(site->templates, "error", root, &response->body);
}

/* "Come back at 00:00 UTC on Sat 25 Apr.", where the error knows when. */
static const char *when_to_come_back(const struct request *request, int status,
                                     const struct err *err, const char *otherwise)
{
    bool later = status == 429 || status == 503;
    if (!later || err == NULL || err->retry_after < 120)
        return otherwise;
    return arena_printf(
        request->arena, "Come back at %s.",
        words_clock(request->arena, request->now + err->retry_after, request->now));
}

void site_error_page(void *context, const struct request *request, int status,
                     const struct err *err, struct response *response)
{
    const struct site *site = context;
    CLEANUP(json_done) cJSON *root = cJSON_CreateObject();
    struct advice advice = advice_for(status);
    advice.advice = when_to_come_back(request, status, err, advice.advice);
    const char *message = sentence(request->arena, status, err, advice.reason);
    bool is_api =
        request->path != NULL && str_starts(str_of(request->path), LIT("/api/"));
    buf_done(&response->body);
    response->body = buf_upto(RESPONSE_BODY_MAX);
    response->status = status;
    response->keep_seconds = 0;
    response->header_count = 0;
    response->cache_control = "no-store";
    if (is_api)
        answer_json(root, &advice, err, message, response);
    else
        answer_page(site, request, root, &advice, message, response);
}
