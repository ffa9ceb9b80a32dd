/* Scoring with as little as settles who is among the best: MaxScore (Turtle & Flood,
 * "Query evaluation: strategies and optimizations", 1995) a window at a time, with the
 * bounds of blocks (Ding & Suel, SIGIR 2011). Candidates are either the matches, or
 * what the essential lists hold: those without which nobody passes the threshold, read
 * through and summed up. The other words are looked up, the strongest first, until the
 * document cannot win any more. Scores are sums in double, kept as floats, so the order
 * of adding does not show. */
#include "index/rank.h"

#include "index/segment_parts.h"

static bool may_win(const struct ranking *ranking, double bound, int64_t row)
{
    return top_may_take(ranking->top, bound, row);
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

/* Adds what the first `count` words in the order of bounds give to a document, the
 * strongest first; `rest` bounds what they give. */
static void look_up(struct ranking *ranking, uint32_t doc, double score, size_t count,
                    double rest)
{
    int64_t row = row_of(ranking, doc);
    for (size_t i = count; i > 0; i--) {
        struct scorer *scorer = ranking->scorers.order[i - 1];
        rest -= scorer->bound;
        if (scorer->bound == 0 && scorer->word->weight > 0)
            continue;
        if (!may_win(ranking, score + rest + scorer_block_bound(scorer, doc), row))
            return;
        scorer_seek(scorer, doc);
        score += scorer->doc == doc ? scorer_score(scorer) : 0;
    }
    offer(ranking, doc, score);
}

/* The bound of documents from `doc` to *ret_last, for which it stays the same. */
static double bound_of_blocks(struct scorers *scorers, uint32_t doc, uint32_t *ret_last)
{
    double bound = 0;
    *ret_last = POSTING_END - 1;
    for (size_t i = 0; i < scorers->count; i++) {
        struct scorer *scorer = &scorers->items[i];
        bound += scorer_block_bound(scorer, doc);
        *ret_last = scorer->block_last < *ret_last ? scorer->block_last : *ret_last;
    }
    return bound;
}

/* Words that are in all matches, or in most: blocks that cannot win are passed over. */
static void rank_by_documents(struct ranking *ranking, const struct window *matches)
{
    struct scorers *scorers = &ranking->scorers;
    double bound = scorers->bound;
    uint32_t last = 0;
    for (uint32_t doc = matches->first; window_next(matches, &doc); doc++) {
        if (doc > last || last == 0)
            bound = bound_of_blocks(scorers, doc, &last);
        if (may_win(ranking, bound, row_of(ranking, doc)))
            look_up(ranking, doc, 0, scorers->count, scorers->bound);
        else if (last >= matches->end)
            return;
        else
            doc = last;
    }
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

/* Adds the scores of one list to the sums of its documents, and marks these. Blocks
 * that cannot win are passed over. */
static void add_list(struct ranking *ranking, struct scorer *scorer,
                     const struct window *matches, struct window *touched)
{
    double *sums = ranking->scorers.sums;
    double others = ranking->scorers.bound - scorer->bound;
    int64_t newest = row_of(ranking, matches->first);
    scorer_seek(scorer, matches->first);
    while (scorer->doc < matches->end) {
        if (!may_win(ranking, others + scorer_block_bound(scorer, scorer->doc),
                     newest)) {
            scorer_seek(scorer, scorer->block_last + 1);
            continue;
        }
        uint32_t last = scorer->block_last;
        last = last < matches->end ? last : matches->end - 1;
        for (; scorer->doc <= last; scorer_next(scorer)) {
            if (!window_has(matches, scorer->doc))
                continue;
            uint32_t at = scorer->doc - matches->first;
            sums[at] = (window_has(touched, scorer->doc) ? sums[at] : 0) +
                       scorer_score(scorer);
            window_set(touched, scorer->doc);
        }
    }
}

static void rank_by_lists(struct ranking *ranking, const struct window *matches,
                          size_t inessential, double rest)
{
    struct scorers *scorers = &ranking->scorers;
    struct window touched = { matches->first, matches->end, { 0 } };
    if (!ranking->by_words && may_win(ranking, 0, row_of(ranking, matches->first))) {
        touched = *matches;
        memset(scorers->sums, 0, WINDOW_DOCS * sizeof *scorers->sums);
    }
    for (size_t i = inessential; i < scorers->count; i++) {
        if (scorers->order[i]->bound > 0 || scorers->order[i]->word->weight < 0)
            add_list(ranking, scorers->order[i], matches, &touched);
    }
    for (uint32_t doc = matches->first; window_next(&touched, &doc); doc++) {
        double score = scorers->sums[doc - matches->first];
        if (may_win(ranking, score + rest, row_of(ranking, doc)))
            look_up(ranking, doc, score, inessential, rest);
    }
}

/* Postings of the essential lists within the window, about. */
static uint64_t postings_of(const struct scorers *scorers, size_t inessential,
                            const struct window *window)
{
    uint64_t postings = 0, docs = window->end - window->first;
    for (size_t i = inessential; i < scorers->count; i++) {
        const struct scorer *scorer = scorers->order[i];
        if (scorer->bound > 0)
            postings += scorer->cursors->docs * docs / segment_docs(scorer->segment);
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
    if (ranking->by_words || looked_up > 2 * postings_of(scorers, inessential, matches))
        rank_by_lists(ranking, matches, inessential, rest);
    else
        rank_by_documents(ranking, matches);
}
