/* The configuration: one INI file, each key also as PAPERFEED_SECTION_KEY in the
 * environment, and a few flags. Every option is a line of one table (config.c): where
 * it goes, bounds, default, and the sentence that the operator reads. A bad line stops
 * the start with file, line, and what is allowed. Read once, const afterwards.
 *
 * Keys of models and tokens are never in here, only the files that hold them. */
#ifndef CONFIG_H
#define CONFIG_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "llm/provider.h"
#include "llm/questions.h"
#include "model/paper.h"
#include "model/venue_line.h"
#include "text/json.h"

struct config {
    /* server */
    const char *listen, *base_url, *trusted_proxy, *admin_token_file;
    /* data */
    const char *dir;
    /* arxiv */
    const char *contact;
    int64_t spacing, page_spacing; /* seconds */
    const char *feed_url, *site_url, *api_url, *oai_url;
    bool harvest;
    /* harvest: of venues */
    int64_t harvest_spacing; /* seconds */
    struct {
        const char *user, *password_file, *token_file, *api2_url, *api1_url;
    } openreview;
    /* faq; money in millionths */
    const char *questions_file; /* "" = the built-in ones */
    int64_t budget_day, budget_month, nightly_clicks;
    int64_t anonymous_day; /* 0: who has no token may not ask */
    int64_t visitors_day, waiting;
    int64_t keep_text, attempts, backoff; /* days, tries, seconds */
    /* limits */
    int64_t requests, loopback, connections, body, cache; /* loopback: 0 or 1 */
    int64_t streams, streams_network;
    /* log */
    const char *log_level;

    struct text_list categories; /* canonical codes, as configured, each once */
    struct text_list languages;  /* of FAQs; the first is the default */
    struct text_list nightly;    /* categories whose new papers get FAQs */
    struct {
        struct venue_line *items;
        size_t count, capacity;
    } venues; /* [venues], as in the file */
    struct {
        struct provider *items;
        size_t count, capacity;
    } providers;              /* [model.NAME], in the order of trial */
    struct text_list presets; /* of each provider; "" = none */
    struct text_list models;  /* [faq] models as written; empty: all, as in the file */
    struct question_sets questions;
    struct arena arena; /* owns every string */
};

struct config_flags {
    const char *file;          /* --config; NULL: /etc/paperfeed.ini if it is there */
    const char *data, *listen; /* --data, --listen; NULL: not given */
};

NODISCARD bool config_load(const struct config_flags *flags, struct config *ret_config,
                           struct err *err);
void config_done(struct config *config);
/* The effective configuration as INI, each key with its sentence. */
void config_print(const struct config *config, struct buf *out);
/* The same as { section: { key: value } }; the caller frees it with json_done. */
cJSON *config_json(const struct config *config);
/* What the process logs from now on; before threads start. */
void config_set_log_level(const struct config *config);

#endif
