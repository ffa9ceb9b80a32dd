/* The [model.NAME] sections while the configuration is read: kept as written, since a
 * preset counts less than any key beside it, wherever it stands. */
#ifndef CONFIG_MODELS_H
#define CONFIG_MODELS_H

#include "config/config_option.h"
#include "config/ini_file.h"

enum { MODEL_KEYS_MAX = 24 };
struct model_draft {
    const char *name;
    const char *values[MODEL_KEYS_MAX]; /* by place in model_options; NULL: not given */
    bool given;                         /* any of them */
};
struct model_drafts {
    struct model_draft *items;
    size_t count, capacity;
};

/* A line of a section whose name begins with "model."; its value is checked. */
NODISCARD bool models_take(struct model_drafts *drafts, struct arena *arena,
                           const struct ini_line *line, struct err *err);
/* Adds what the environment says and makes config->providers, in the order of
 * config->models. ERR_INVALID names the section that lacks something. */
NODISCARD bool models_finish(struct model_drafts *drafts, struct config *config,
                             struct err *err);

#endif
