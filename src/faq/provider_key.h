/* The key of a model: read from its file at each call, so that a new one needs no
 * restart, and kept nowhere. */
#ifndef WORK_PROVIDER_KEY_H
#define WORK_PROVIDER_KEY_H

#include "faq/providers.h"

/* Changes when the file is exchanged or written; 0 = there is none. */
uint64_t provider_key_stamp(const struct provider *provider);

#endif
