/* The name of a key in the environment: [arxiv] contact is PAPERFEED_ARXIV_CONTACT,
 * [model.my-own] url is PAPERFEED_MODEL_MY_OWN_URL. */
#ifndef CONFIG_ENV_H
#define CONFIG_ENV_H

#include "base/arena.h"

/* Its value, or NULL; *ret_name is the variable's. */
const char *config_env(const char *section, const char *key, struct arena *arena,
                       const char **ret_name);

#endif
