/* OAI-PMH's addresses; see arxiv.h. */
#include "work/arxiv/arxiv_part.h"
#include "work/url_query.h"

enum { PATIENT_MS = 120000 };

static void put_window(struct buf *url, const struct arxiv_harvest_ask *ask)
{
    char day[DAY_TEXT_SIZE];
    day_to_text(ask->from, day);
    url_query_add(url, "from", day);
    day_to_text(ask->until, day);
    url_query_add(url, "until", day);
    if (ask->set[0] != '\0')
        url_query_add(url, "set", ask->set);
}

/* A token stands alone beside the verb: it holds the rest. */
static const char *harvest_url(const struct arxiv *arxiv,
                               const struct arxiv_harvest_ask *ask, struct arena *arena)
{
    static const char *const verbs[] = { [ARXIV_RECORDS] = "ListRecords",
                                         [ARXIV_IDENTIFIERS] = "ListIdentifiers",
                                         [ARXIV_RECORD] = "GetRecord" };
    CLEANUP(buf_done) struct buf url = buf_upto(16 << 10);
    buf_text(&url, arxiv->options.oai_url);
    url_query_add(&url, "verb", verbs[ask->verb]);
    if (ask->token != NULL) {
        url_query_add(&url, "resumptionToken", ask->token);
        return arena_text(arena, buf_str(&url));
    }
    url_query_add(&url, "metadataPrefix", "arXivRaw");
    if (ask->verb == ARXIV_RECORD)
        url_query_add(&url, "identifier",
                      arena_printf(arena, "oai:arXiv.org:%s", ask->key));
    else
        put_window(&url, ask);
    return arena_text(arena, buf_str(&url));
}

bool arxiv_harvest(struct arxiv *arxiv, const struct arxiv_harvest_ask *ask,
                   struct arena *arena, struct poll_cursor *cursor,
                   struct source_document *ret_document, struct err *err)
{
    struct arxiv_question question = {
        .lane = PACE_API,
        .cursor = cursor,
        .format = "oai",
        .is_harvest = true,
        .get = { .url = harvest_url(arxiv, ask, arena),
                 .accept = "*/*", /* it has answered 406 to anything narrower */
                 .body_max = ARXIV_ANSWER_MAX,
                 .timeout_ms = ask->patient ? PATIENT_MS : ARXIV_TIMEOUT_MS },
    };
    struct arxiv_reply reply;
    if (!arxiv_ask(arxiv, &question, arena, &reply, err))
        return false;
    if (!reply.document.complete)
        return err_set(err, ERR_UPSTREAM, "%s gave a page that is cut off",
                       reply.answer.url);
    *ret_document = reply.document;
    return true;
}
