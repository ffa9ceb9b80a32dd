/* fake_arxiv: plays arXiv over real HTTP, for tests and demonstrations.
 *
 * arXiv's exact forms from an invented world (--seed) or from real days (--replay); it
 * fails on request: POST /_control (control.c); GET /_log and /_world tell what was
 * asked and what is true. Prints where it listens, and serves until SIGTERM. */
#include "options.h"
#include "state.h"

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

static bool read_options(char **words, struct options *options, struct err *err)
{
    const struct fake_option known[] = {
        { "--port", 65535, .number = &options->port },
        { "--seed", INT64_MAX, .number = &options->seed },
        { "--days", 400, .number = &options->days },
        { "--per-day", 2900, .number = &options->per_day },
        { "--day", 400, .number = &options->day },
        { "--delay", 60000, .number = &options->delay },
        { "--categories", .text = &options->categories },
        { "--replay", .text = &options->replay },
        { "--last-day", .text = &options->last_day },
        { "--weekend", .flag = &options->weekend },
        { "--die-with-parent", .flag = &options->die_with_parent },
    };
    return fake_options_read(words, known, COUNT_OF(known), usage, err);
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
            fake_die_with_parent();
        status = site_run(&state, (uint16_t)options.port);
    }
    state_done(&state);
    return status;
}
