/* fake_arxiv: plays arXiv over real HTTP, for tests and demonstrations.
 *
 * arXiv's exact forms from an invented world (--seed) or from real days (--replay); it
 * fails on request: POST /_control (control.c); GET /_log and /_world tell what was
 * asked and what is true. Prints where it listens, and serves until SIGTERM. */
#include "state.h"

#include <signal.h>
#include <sys/prctl.h>

static const char usage[] =
    "usage: fake_arxiv [--port N] [--seed N] [--days N] [--per-day N]\n"
    "                  [--categories A,B] [--last-day YYYY-MM-DD|today]\n"
    "                  [--replay FOLDER] [--day N] [--weekend] [--delay MS]\n"
    "                  [--die-with-parent]\n";

struct options {
    int64_t port, seed, days, per_day, day, delay;
    const char *categories, *replay, *last_day;
    bool weekend, die_with_parent;
};

static bool read_flag(const char *word, struct options *options)
{
    if (strcmp(word, "--weekend") == 0)
        options->weekend = true;
    else if (strcmp(word, "--die-with-parent") == 0)
        options->die_with_parent = true;
    else
        return false;
    return true;
}

static bool read_option(const char *word, const char *value, struct options *options,
                        struct err *err)
{
    const struct {
        const char *name;
        int64_t max;
        int64_t *number;
        const char **text;
    } known[] = {
        { "--port", 65535, &options->port, NULL },
        { "--seed", INT64_MAX, &options->seed, NULL },
        { "--days", 400, &options->days, NULL },
        { "--per-day", 2900, &options->per_day, NULL },
        { "--day", 400, &options->day, NULL },
        { "--delay", 60000, &options->delay, NULL },
        { "--categories", 0, NULL, &options->categories },
        { "--replay", 0, NULL, &options->replay },
        { "--last-day", 0, NULL, &options->last_day },
    };
    for (size_t i = 0; i < COUNT_OF(known); i++) {
        if (strcmp(word, known[i].name) != 0)
            continue;
        if (value == NULL)
            return err_set(err, ERR_INVALID, "%s needs a value", word);
        if (known[i].text != NULL)
            *known[i].text = value;
        return known[i].text != NULL ||
               str_to_int(str_of(value), 0, known[i].max, known[i].number, err) ||
               err_add(err, "%s", word);
    }
    return err_set(err, ERR_INVALID, "unknown option %s\n%s", word, usage);
}

static bool read_options(char **words, struct options *options, struct err *err)
{
    for (char **word = words; *word != NULL; word++) {
        if (read_flag(*word, options))
            continue;
        if (!read_option(*word, word[1], options, err))
            return false;
        word++;
    }
    return true;
}

static bool last_day_of(const char *text, int32_t *ret_day, struct err *err)
{
    if (strcmp(text, "today") != 0)
        return day_from_text(str_of(text), ret_day, err);
    *ret_day = eastern_day(clock_now());
    return true;
}

static bool make_world(const struct options *options, struct fake_world *ret_world,
                       struct err *err)
{
    if (options->replay != NULL)
        return world_from_folder(options->replay, ret_world, err);
    struct seed_wish wish = { .seed = (uint64_t)options->seed,
                              .days = (size_t)options->days,
                              .per_day = (size_t)options->per_day,
                              .categories = options->categories };
    if (wish.days == 0 || wish.per_day == 0 || *wish.categories == '\0')
        return err_set(err, ERR_INVALID,
                       "--days, --per-day and --categories: not empty");
    if (!last_day_of(options->last_day, &wish.last_day, err))
        return err_add(err, "--last-day");
    world_from_seed(&wish, ret_world);
    return true;
}

static bool prepare(const struct options *options, struct state *state, struct err *err)
{
    if (!make_world(options, &state->world, err))
        return false;
    size_t last = state->world.count - 1;
    if ((size_t)options->day > last)
        return err_set(err, ERR_INVALID, "--day: the world has only %zu", last);
    state->day = options->day == 0 ? last : (size_t)options->day;
    state->weekend = options->weekend;
    state->delay_ms = options->delay;
    struct str rest = str_of(options->categories);
    while (rest.len > 0)
        ARENA_PUSH(&state->arena, &state->categories,
                   arena_text(&state->arena, str_cut(&rest, ',')));
    return true;
}

int main(int argc, char **argv)
{
    struct err err = { 0 };
    struct state state;
    struct options options = { .seed = 1,
                               .days = 5,
                               .per_day = 40,
                               .categories = "cs.CL,cs.LG,cs.AI,cs.CV",
                               .last_day = "2026-10-30" };
    state_init(&state);
    int status = 2;
    if (argc < 1 || !read_options(argv + 1, &options, &err) ||
        !prepare(&options, &state, &err)) {
        fprintf(stderr, "fake_arxiv: %s\n", err.text);
    } else {
        if (options.die_with_parent)
            prctl(PR_SET_PDEATHSIG, SIGKILL);
        status = server_run(&state, (uint16_t)options.port);
    }
    state_done(&state);
    return status;
}
