/* fake_model's server. */
#ifndef SUPPORT_MODEL_SITE_H
#define SUPPORT_MODEL_SITE_H

#include "state.h"

/* Serves until SIGTERM; the exit code. */
int site_run(struct state *state, uint16_t port);

#endif
