/* fake_venues: plays the sites that proceedings come from over real HTTP, for tests and
 * demonstrations: the ACL Anthology, PMLR, conferences' own sites, OJS, OpenReview.
 *
 * Their forms from invented proceedings (--seed), some of whose papers are twins of
 * what a fake_arxiv with the same --arxiv-… options announces; files of --folder under
 * /files/. It fails on request: POST /_control (control.c); GET /_log and /_world tell
 * what was asked and what is true. Prints where it listens; serves until SIGTERM. */
#include "options.h"
#include "state.h"

static const char usage[] =
    "usage: fake_venues [--port N] [--seed N] [--papers N] [--folder FOLDER]\n"
    "                   [--arxiv-seed N --arxiv-days N --arxiv-per-day N]\n"
    "                   [--die-with-parent]\n";

struct options {
    int64_t port, seed, papers, arxiv_seed, arxiv_days, arxiv_per_day;
    const char *folder;
    bool die_with_parent;
};

static bool read_options(char **words, struct options *options, struct err *err)
{
    const struct fake_option known[] = {
        { "--port", 65535, .number = &options->port },
        { "--seed", INT64_MAX, .number = &options->seed },
        { "--papers", 20000, .number = &options->papers },
        { "--folder", .text = &options->folder },
        { "--arxiv-seed", INT64_MAX, .number = &options->arxiv_seed },
        { "--arxiv-days", 400, .number = &options->arxiv_days },
        { "--arxiv-per-day", 2900, .number = &options->arxiv_per_day },
        { "--die-with-parent", .flag = &options->die_with_parent },
    };
    return fake_options_read(words, known, COUNT_OF(known), usage, err);
}

/* Texts do not depend on the last day, so any will do. */
static void make_proceedings(const struct options *options, struct fake_world *arxiv,
                             struct proceedings *all)
{
    const struct seed_wish wish = { .seed = (uint64_t)options->arxiv_seed,
                                    .days = (size_t)options->arxiv_days,
                                    .per_day = (size_t)options->arxiv_per_day,
                                    .categories = "cs.CL,cs.LG,cs.AI,cs.CV",
                                    .last_day = utc_day(clock_now()) };
    bool has_twins = options->arxiv_days > 0 && options->arxiv_per_day > 0;
    if (has_twins)
        world_from_seed(&wish, arxiv);
    const struct proceedings_wish proceedings = { .seed = (uint64_t)options->seed,
                                                  .papers = (size_t)options->papers,
                                                  .arxiv = has_twins ? arxiv : NULL };
    proceedings_make(&proceedings, all);
}

int main(int argc, char **argv)
{
    struct err err = { 0 };
    struct state state;
    struct fake_world arxiv = { 0 };
    struct options options = { .seed = 1, .papers = 24 };
    int status = 2;
    state_init(&state);
    if (argc < 1 || !read_options(argv + 1, &options, &err)) {
        fprintf(stderr, "fake_venues: %s\n", err.text);
    } else {
        if (options.die_with_parent)
            fake_die_with_parent();
        state.folder = options.folder;
        make_proceedings(&options, &arxiv, &state.all);
        status = site_run(&state, (uint16_t)options.port);
    }
    state_done(&state);
    world_done(&arxiv);
    return status;
}
