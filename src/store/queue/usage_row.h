/* Tokens and money as columns, bounded on the way in: providers say what they like, and
 * no sum of ours may overflow. */
#ifndef STORE_USAGE_ROW_H
#define STORE_USAGE_ROW_H

#include "model/faq.h"
#include "store/db.h"

static const int64_t usage_max = INT64_C(1000000000000);

static inline int64_t usage_number(int64_t number)
{
    return number < 0 ? 0 : number < usage_max ? number : usage_max;
}

static inline struct faq_usage usage_bounded(const struct faq_usage *usage)
{
    return (struct faq_usage){ .tokens_in = usage_number(usage->tokens_in),
                               .tokens_cached = usage_number(usage->tokens_cached),
                               .tokens_out = usage_number(usage->tokens_out),
                               .cost = usage_number(usage->cost),
                               .estimated = usage->estimated };
}

#define USAGE_ARGS(usage)                                                              \
    db_int(":tokens_in", (usage)->tokens_in),                                          \
        db_int(":tokens_cached", (usage)->tokens_cached),                              \
        db_int(":tokens_out", (usage)->tokens_out), db_int(":cost", (usage)->cost),    \
        db_int(":estimated", (usage)->estimated)

/* The same five columns in that order. */
static inline struct faq_usage usage_read(struct rows *rows)
{
    struct faq_usage usage = { .tokens_in = row_int(rows) };
    usage.tokens_cached = row_int(rows);
    usage.tokens_out = row_int(rows);
    usage.cost = row_int(rows);
    usage.estimated = row_bool(rows);
    return usage;
}

#endif
