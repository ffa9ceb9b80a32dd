/* One request on its way to a tree, and how a tree becomes an answer.
 *
 * A view function reads the store and fills `root` (what the API prints, plus the names
 * "page" and "card" that only templates read) and `page`. web/templates/README.md says
 * what each tree holds. */
#ifndef SITE_VIEW_H
#define SITE_VIEW_H

#include "model/category.h"
#include "site/site.h"
#include "text/escape.h"
#include "text/template.h"

enum {
    VIEW_SHOW_DEFAULT = 50,
    VIEW_SHOW_MAX = 1000,
    VIEW_SKIP_MAX = 10000000,
    VIEW_KEEP = 300,      /* seconds in the page cache */
    VIEW_KEEP_AGES = 60,  /* the same where ages are shown */
    VIEW_SHOW_LONG = 100, /* more papers than that may take the long deadline */
    VIEW_DEADLINE_MS = 250,
    VIEW_DEADLINE_LONG_MS = 2000,
};

struct site {
    struct site_options options;
    struct template_set *templates;
    struct want_budget *budget;      /* want.h; locks for itself */
    struct faq_live *live;           /* faq_live.h; locks for itself */
    struct clicks_book *clicks;      /* clicks.h; locks for itself */
    void *template_names;            /* the set points at them */
    const struct category **watched; /* as options.categories */
};

struct view {
    const struct site *site;
    const struct request *request;
    struct arena *arena; /* the request's */
    int64_t now;
    struct db *db; /* a read of the store */
    cJSON *root, *page;
    const char *template;
    bool is_page;         /* false: for the API, which never redirects */
    const char *redirect; /* set: the page is there instead */
    int status;           /* 200 unless the view says otherwise */
    int64_t search_us;    /* what searching took of the answer's time; 0: none */
    int keep_seconds;
};

typedef bool view_build(struct view *view, struct err *err);

/* Opens a read with a deadline; close with view_done. */
void view_init(struct view *view, const struct site *site,
               const struct request *request, int64_t deadline_ms);
void view_done(struct view *view);
/* A fresh read where the view's has been ended. */
void view_read_again(struct view *view, int64_t deadline_ms);

/* Runs the view; answers with its template, or with the bare tree. */
NODISCARD bool view_answer_page(const struct site *site, const struct request *request,
                                view_build *build, struct response *response,
                                struct err *err);
NODISCARD bool view_answer_api(const struct site *site, const struct request *request,
                               view_build *build, struct response *response,
                               struct err *err);

/* Where the path of a page is not `path`, it is elsewhere: true, and the page leads to
 * `url` with the parameters that were given. */
bool view_leads_to(struct view *view, const char *path, const char *url);

/* ERR_INVALID if the answer was larger than any answer may be. */
NODISCARD bool view_body_fits(const struct response *response, struct err *err);

/* What every page has: `title` NULL is the bare site name. Absent texts are NULL. */
struct page_head {
    const char *title, *description, *branch;
    const char *canonical_url, *feed_url, *feed_json_url;
    const char *query;
    bool noindex;
};
void view_head(struct view *view, const struct page_head *head);
/* A raw hole of a template: `name` ends in _html. */
void view_html(cJSON *object, const char *name, struct html html);
/* A problem notice in words; `after` may be NULL. */
void view_problem(struct view *view, const char *text, const char *after);
/* The page reloads itself after so many seconds. */
void view_refresh(struct view *view, int seconds);
/* "Page n–m of total" with its links; null when all is shown. `url` must end where
 * "&skip=…" can follow, or hold no query: see view_url_with. */
struct page_turn {
    const char *url; /* without skip and show */
    int64_t total, skip, show, show_default, show_max;
};
void view_pager(struct view *view, const struct page_turn *turn);
/* url?name=value or url&name=value */
const char *view_url_with(struct arena *arena, const char *url, const char *name,
                          const char *value);
void view_empty(struct view *view, const char *text, const char *hint, const char *url,
                const char *url_text);

/* The site's own address for feeds: the configured one, or the Host header's if it is
 * well-formed, else "http://localhost". Where it follows the Host header, the answer
 * must not be kept: *ret_keep is false. */
const char *view_base_url(const struct site *site, const struct request *request,
                          bool *ret_keep);

/* What was served so far, or NULL where no server runs. */
const struct server_counters *view_counters(const struct site *site);

/* Reading show= and skip=. */
NODISCARD bool view_read_window(const struct request *request, int64_t show_default,
                                int64_t *ret_skip, int64_t *ret_show, struct err *err);

#endif
