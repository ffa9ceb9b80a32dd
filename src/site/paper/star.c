/* POST /<branch>/star: papers.cool's counters; see clicks.h. The new number comes back
 * as text. */
#include "site/paper/clicks.h"

#include "site/faq/faq_target.h"

#include <inttypes.h>

struct star {
    const char *key;
    bool counts; /* "unstar" belongs to the reader's own list: nothing is counted */
    enum click click;
    int64_t delta;
};

static bool read_kind(const char *name, struct star *star, struct err *err)
{
    static const struct {
        const char *name;
        bool counts;
        enum click click;
    } kinds[] = { { "pdf", true, CLICK_PDF },
                  { "kimi", true, CLICK_FAQ },
                  { "unstar", false, CLICK_PDF } };
    for (size_t i = 0; name != NULL && i < COUNT_OF(kinds); i++) {
        if (strcmp(kinds[i].name, name) != 0)
            continue;
        star->counts = kinds[i].counts;
        star->click = kinds[i].click;
        return true;
    }
    return err_set(err, ERR_INVALID, "parameter key: is none of pdf, kimi, unstar");
}

static bool read_star(const struct site *site, const struct request *request,
                      struct star *ret_star, struct err *err)
{
    struct star star = { .delta = 1 };
    const char *paper = faq_field(request, "paper");
    struct str delta = str_trim(str_of(faq_field(request, "delta")));
    struct faq_target target;
    if (paper == NULL || paper[0] == '\0')
        return err_set(err, ERR_INVALID, "parameter paper is missing");
    (void)str_skip(&delta, LIT("+")); /* which a form may have made a blank */
    if (delta.len > 0 && !str_to_int(delta, -1, 1, &star.delta, err))
        return err_add(err, "parameter delta");
    if (!read_kind(faq_field(request, "key"), &star, err) ||
        !faq_target_find(site, request, paper, &target, err))
        return false;
    star.key = target.key;
    *ret_star = star;
    return true;
}

static bool read_sum(const struct site *site, const struct star *star, int64_t *ret_sum,
                     struct err *err)
{
    int64_t pdf, faq;
    CLEANUP(store_read_end) struct db *db = store_read_begin(site->options.store);
    store_read_deadline(db, VIEW_DEADLINE_MS);
    if (!counter_store_get(db, star->key, &pdf, &faq, err))
        return false;
    *ret_sum = star->click == CLICK_PDF ? pdf : faq;
    return true;
}

bool star_post(void *context, const struct request *request, struct response *response,
               struct err *err)
{
    const struct site *site = context;
    struct star star = { 0 };
    int64_t sum;
    if (!read_star(site, request, &star, err) || !read_sum(site, &star, &sum, err))
        return false;
    if (star.counts && star.delta != 0)
        clicks_count(site->clicks, request->network, star.key, star.click,
                     star.delta < 0, request->now);
    sum += clicks_pending(site->clicks, star.key, star.click);
    response->status = 200;
    response->content_type = "text/plain; charset=utf-8";
    response->cache_control = "no-store";
    response->asked_store = true;
    buf_printf(&response->body, "%" PRId64 "\n",
               star.counts && sum > 0 ? sum : INT64_C(0));
    return true;
}
