/* Scoring with as little as settles who is among the best: MaxScore (Turtle & Flood,
 * "Query evaluation: strategies and optimizations", 1995) a window at a time, with the
 * bounds of blocks (Ding & Suel, SIGIR 2011). Either each match is looked up in the
 * lists, the strongest first, until it cannot win any more; or the essential lists are
 * read and summed up: those without which nobody passes the threshold. Scores are sums
 * in double, kept as floats, so the order of adding does not show. */
#include "index/rank.h"

#include "index/segment_parts.h"

#include <math.h>

/* Above what sums in double and their rounding to floats lose. */
static const double slack = 1 + 1e-6, nothing = 1e-12;

static bool may_win(const struct ranking *ranking, double bound, int64_t row)
{
    if (fabs(bound) < nothing)
        bound = 0;
    return top_takes(ranking->top, bound > 0 ? bound * slack : bound, row);
}

static int64_t row_of(const struct ranking *ranking, uint32_t doc)
{
    return ranking->part->segment->rows[doc];
}

static void offer(struct ranking *ranking, uint32_t doc, double score)
{
    struct top_hit hit = { .score = ranking->by_key ? score : (double)(float)score,
                           .row = row_of(ranking, doc),
                           .segment = ranking->part_number,
                           .doc = doc };
    top_offer(ranking->top, ranking->arena, &hit);
}

bool rank_may_take(struct ranking *ranking, uint32_t first, uint32_t end)
{
    if (ranking->by_key)
        return ranking->top->max > 0;
    scorers_enter(&ranking->scorers, first, end);
    return may_win(ranking, ranking->scorers.bound, row_of(ranking, first));
}

/* False: it can no longer win. */
static bool add_score(struct ranking *ranking, struct scorer *scorer, uint32_t doc,
                      double rest, double *score)
{
    int64_t row = row_of(ranking, doc);
    if (!may_win(ranking, *score + rest + scorer_block_bound(scorer, doc), row))
        return false;
    scorer_seek(scorer, doc);
    if (scorer->doc == doc)
        *score += scorer_score(scorer);
    return true;
}

/* Adds the first `count` lists in the order of bounds, the strongest first. */
static void finish(struct ranking *ranking, uint32_t doc, double score, size_t count,
                   double rest)
{
    for (size_t i = count; i > 0; i--) {
        struct scorer *scorer = ranking->scorers.order[i - 1];
        rest -= scorer->bound;
        if (scorer->bound == 0 && scorer->word->weight > 0)
            continue;
        if (!add_score(ranking, scorer, doc, rest, &score))
            return;
    }
    offer(ranking, doc, score);
}

static void rank_by_documents(struct ranking *ranking, const struct window *matches)
{
    const struct scorers *scorers = &ranking->scorers;
    for (uint32_t doc = matches->first; window_next(matches, &doc); doc++)
        finish(ranking, doc, 0, scorers->count, scorers->bound);
}

/* Lists that cannot make a winner even all together; `ret_bound` is of their sum. */
static size_t count_inessential(const struct ranking *ranking, int64_t newest,
                                double *ret_bound)
{
    const struct scorers *scorers = &ranking->scorers;
    double bound = 0;
    size_t count = 0;
    for (; count < scorers->count; count++) {
        const struct scorer *scorer = scorers->order[count];
        bool is_needed = may_win(ranking, bound + scorer->bound, newest);
        if (is_needed && !scorer->word->only_adds)
            break;
        bound += scorer->bound;
    }
    *ret_bound = bound;
    return count;
}

/* Adds the scores of one list to the sums; documents seen first are marked. */
static void sum_up(struct ranking *ranking, struct scorer *scorer,
                   const struct window *matches, struct window *touched)
{
    double *sums = ranking->scorers.sums, others = ranking->scorers.bound;
    int64_t newest = row_of(ranking, matches->first);
    others -= scorer->bound;
    scorer_seek(scorer, matches->first);
    while (scorer->doc < matches->end) {
        uint32_t doc = scorer->doc;
        if (!may_win(ranking, others + scorer_block_bound(scorer, doc), newest)) {
            scorer_seek(scorer, scorer->block_last + 1);
            continue;
        }
        if (window_has(matches, doc)) {
            double sum = window_has(touched, doc) ? sums[doc - matches->first] : 0;
            sums[doc - matches->first] = sum + scorer_score(scorer);
            window_set(touched, doc);
        }
        scorer_next(scorer);
    }
}

static void rank_by_lists(struct ranking *ranking, const struct window *matches,
                          size_t inessential, double rest)
{
    struct scorers *scorers = &ranking->scorers;
    int64_t newest = row_of(ranking, matches->first);
    struct window touched = { matches->first, matches->end, { 0 } };
    if (may_win(ranking, 0, newest)) {
        touched = *matches;
        memset(scorers->sums, 0, WINDOW_DOCS * sizeof *scorers->sums);
    }
    for (size_t i = inessential; i < scorers->count; i++) {
        if (scorers->order[i]->bound > 0 || scorers->order[i]->word->weight < 0)
            sum_up(ranking, scorers->order[i], matches, &touched);
    }
    for (uint32_t doc = matches->first; window_next(&touched, &doc); doc++)
        finish(ranking, doc, scorers->sums[doc - matches->first], inessential, rest);
}

/* Postings of the essential lists within a window, about. */
static uint64_t postings_of(const struct scorers *scorers, size_t inessential)
{
    uint64_t postings = 0;
    for (size_t i = inessential; i < scorers->count; i++) {
        const struct scorer *scorer = scorers->order[i];
        if (scorer->bound > 0)
            postings += (uint64_t)scorer->cursors->docs * WINDOW_DOCS /
                        segment_docs(scorer->segment);
    }
    return postings;
}

static void rank_by_key(struct ranking *ranking, const struct window *matches)
{
    struct keyed_docs *keyed = &ranking->keyed;
    bool is_open = may_win(ranking, 0, row_of(ranking, matches->first));
    struct window rest = *matches;
    while (keyed->at < keyed->count && keyed->items[keyed->at].doc < matches->first)
        keyed->at++;
    for (; keyed->at < keyed->count && keyed->items[keyed->at].doc < matches->end;
         keyed->at++) {
        const struct keyed_doc *item = &keyed->items[keyed->at];
        if (!window_has(matches, item->doc))
            continue;
        offer(ranking, item->doc, (double)item->key);
        window_drop(&rest, item->doc);
    }
    for (uint32_t doc = rest.first; is_open && window_next(&rest, &doc); doc++)
        offer(ranking, doc, 0);
}

void rank_window(struct ranking *ranking, const struct window *matches)
{
    struct scorers *scorers = &ranking->scorers;
    double rest = 0;
    if (ranking->by_key) {
        rank_by_key(ranking, matches);
        return;
    }
    size_t inessential =
        count_inessential(ranking, row_of(ranking, matches->first), &rest);
    uint64_t looked_up = (uint64_t)window_count(matches) * scorers->count;
    if (looked_up > 2 * postings_of(scorers, inessential))
        rank_by_lists(ranking, matches, inessential, rest);
    else
        rank_by_documents(ranking, matches);
}
