/* The [venues] section while the configuration is read: its keys are editions, which no
 * table of options knows (model/venue_line.h). */
#ifndef CONFIG_VENUES_H
#define CONFIG_VENUES_H

#include "config/config.h"
#include "config/ini_file.h"

/* A line of the section, or one that goes on. ERR_INVALID says what is allowed. */
NODISCARD bool venues_take(struct config *config, const struct ini_line *line,
                           struct err *err);
/* PAPERFEED_VENUES_ICLR_2025 = "virtual https://…" stands for all lines of ICLR.2025;
 * a series' name is given in the letters of the table, with _ for -. */
NODISCARD bool venues_environment(struct config *config, struct err *err);

#endif
