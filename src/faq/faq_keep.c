/* An answer becomes safe HTML and is kept for good. See faq_asking.h. */
#include "faq/faq_asking.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/utf8.h"
#include "work/parse_child.h"

struct keeping {
    struct faq_asking *asking;
    const struct faq_answer *answer;
    bool last;
};

static bool keep_part(struct db *db, void *context, struct err *err)
{
    const struct keeping *keeping = context;
    const struct faq_asking *asking = keeping->asking;
    const struct faq_run *run = asking->run;
    const struct faq_answer *answer = keeping->answer;
    return spend_settle(db, asking->call, &asking->result.usage, asking->result.model,
                        outcome_name(asking->result.outcome), answer->written, err) &&
           faq_store_add(db, run->lease, run->faq.row, answer, err) &&
           (!keeping->last ||
            faq_store_finish(db, run->lease, run->faq.row, answer->written, err));
}

/* The call is paid for, whoever has the lease now. */
static bool end_lost(struct faq_asking *asking)
{
    struct faq_run *run = asking->run;
    struct err trouble = run->trouble;
    if (run->ending != ENDING_LOST || !faq_settle(asking, "lost"))
        return false;
    return faq_end_of_store(run, &trouble);
}

static void add_usage(struct faq_usage *sum, const struct faq_usage *usage)
{
    sum->tokens_in += usage->tokens_in;
    sum->tokens_cached += usage->tokens_cached;
    sum->tokens_out += usage->tokens_out;
    sum->cost += usage->cost;
    sum->estimated = sum->estimated || usage->estimated;
}

/* What was begun and how it went on, within bounds; false in *ret_whole if some of it
 * had to go. */
static struct str join(struct faq_asking *asking, bool *ret_whole)
{
    struct str begun = asking->begun, text = asking->result.text;
    CLEANUP(buf_done) struct buf whole = buf_upto(begun.len + text.len);
    buf_add(&whole, begun);
    buf_add(&whole, text);
    size_t len =
        whole.len <= FAQ_ANSWER_MAX ? whole.len : utf8_floor(whole.ptr, FAQ_ANSWER_MAX);
    *ret_whole = len == whole.len;
    return str_of(arena_text(&asking->run->arena, str_upto(buf_str(&whole), len)));
}

static struct faq_answer make_answer(struct faq_asking *asking, bool truncated)
{
    struct faq_run *run = asking->run;
    struct faq_answer answer = { .number = asking->number,
                                 .question = asking->question,
                                 .model = arena_text(&run->arena,
                                                     str_of(asking->result.model)),
                                 .usage = asking->usage,
                                 .written = clock_now() };
    bool whole = true;
    struct str markdown = join(asking, &whole);
    answer.markdown = markdown.ptr;
    /* To the end even while stopping: what a stop leaves is not the answer. */
    answer.html = parse_child_markdown(markdown, NULL, &run->arena);
    answer.truncated = truncated || !whole;
    add_usage(&answer.usage, &asking->result.usage);
    return answer;
}

static void note_answer(struct faq_run *run, const struct faq_answer *answer, bool last)
{
    const struct faq_watch *watch = run->options->watch;
    ARENA_PUSH(&run->arena, &run->faq.answers, *answer);
    add_usage(&run->faq.usage, &answer->usage);
    run->faq.truncated = run->faq.truncated || answer->truncated;
    if (watch != NULL && watch->answered != NULL)
        watch->answered(watch->context, run->job->id, answer);
    if (last)
        run->ending = ENDING_DONE;
}

bool faq_keep_answer(struct faq_asking *asking, bool truncated)
{
    struct faq_run *run = asking->run;
    struct faq_answer answer = make_answer(asking, truncated);
    struct keeping keeping = { .asking = asking,
                               .answer = &answer,
                               .last = (size_t)asking->number ==
                                       run->set->questions.count };
    if (!faq_write(run, keep_part, &keeping))
        return end_lost(asking);
    note_answer(run, &answer, keeping.last);
    return true;
}
