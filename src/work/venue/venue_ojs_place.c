/* "1 20650 20654 300 0 token": step, from, began, before, page, and the token. See
 * venue_ojs.h. */
#include "work/venue/venue_ojs.h"

#include <inttypes.h>

int32_t ojs_from(int32_t kept, int32_t today)
{
    return kept <= today ? kept : DAY_NONE;
}

const char *ojs_place_text(const struct ojs_place *place, struct arena *arena)
{
    return arena_printf(arena, "%d %" PRId32 " %" PRId32 " %" PRId64 " %" PRId64 "%s%s",
                        (int)place->step, place->from, place->began, place->before,
                        place->page, place->token ? " " : "",
                        place->token ? place->token : "");
}

bool ojs_place_read(struct str text, struct arena *arena, struct ojs_place *ret_place)
{
    struct err ignored;
    int64_t step, from, began, before, page;
    if (!str_to_int(str_cut(&text, ' '), 0, OJS_DONE, &step, &ignored) ||
        !str_to_int(str_cut(&text, ' '), INT32_MIN, INT32_MAX, &from, &ignored) ||
        !str_to_int(str_cut(&text, ' '), 0, INT32_MAX, &began, &ignored) ||
        !str_to_int(str_cut(&text, ' '), 0, INT32_MAX, &before, &ignored) ||
        !str_to_int(str_cut(&text, ' '), 0, INT32_MAX, &page, &ignored))
        return false;
    *ret_place =
        (struct ojs_place){ .step = (enum ojs_step)step,
                            .from = (int32_t)from,
                            .began = (int32_t)began,
                            .before = before,
                            .page = page,
                            .token = text.len > 0 ? arena_text(arena, text) : NULL };
    return true;
}
