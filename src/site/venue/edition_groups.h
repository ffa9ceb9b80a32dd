/* The chips above the papers of an edition: its groups with their counts. */
#ifndef SITE_EDITION_GROUPS_H
#define SITE_EDITION_GROUPS_H

#include "site/venue/edition_found.h"

/* Sets page.groups, and page.more_groups for those behind the first lines; each in the
 * order that was asked for. The group that is shown stands among the former. */
void edition_groups_set(struct view *view, const struct edition_ask *ask,
                        const struct edition_found *found);

#endif
