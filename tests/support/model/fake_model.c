/* fake_model: plays a provider of language models over real HTTP, for tests and
 * demonstrations.
 *
 * An OpenAI-compatible chat API whose answers are made up and always the same; it fails
 * on request: POST /_control (control.c); GET /_log tells what was asked. Prints where
 * it listens, and serves until SIGTERM. */
#include "options.h"
#include "site.h"

static const char usage[] =
    "usage: fake_model [--port N] [--models A,B] [--key KEY] [--first MS]\n"
    "                  [--piece MS] [--bytes N] [--die-with-parent]\n";

int main(int argc, char **argv)
{
    struct err err = { 0 };
    struct state state;
    state_init(&state);
    state.models = "fake-large,fake-small";
    int64_t port = 0;
    bool die_with_parent = false;
    int status = 2;
    const struct fake_option known[] = {
        { "--port", 65535, .number = &port },
        { "--models", .text = &state.models },
        { "--key", .text = &state.key },
        { "--first", 60000, .number = &state.manner.first_ms },
        { "--piece", 60000, .number = &state.manner.piece_ms },
        { "--bytes", 1 << 20, .number = &state.manner.answer_bytes },
        { "--die-with-parent", .flag = &die_with_parent },
    };
    if (argc < 1 || !fake_options_read(argv + 1, known, COUNT_OF(known), usage, &err)) {
        fprintf(stderr, "fake_model: %s\n", err.text);
    } else {
        if (die_with_parent)
            fake_die_with_parent();
        status = site_run(&state, (uint16_t)port);
    }
    state_done(&state);
    return status;
}
