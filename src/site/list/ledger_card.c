/* What a row of the ledger page shows. */
#include "site/list/ledger_card.h"

#include "site/list/completeness.h"
#include "site/words.h"

static const char *section_text(enum section section)
{
    static const char *const texts[SECTION_COUNT] = {
        [SECTION_NEW] = "new",
        [SECTION_CROSS] = "cross-lists",
        [SECTION_REPLACE] = "replaced",
        [SECTION_REPLACE_CROSS] = "replaced cross-lists",
    };
    return texts[section];
}

static const char *source_text(enum ledger_source source)
{
    static const char *const texts[LEDGER_SOURCE_COUNT] = {
        [LEDGER_FROM_LISTING] = "listing",
        [LEDGER_FROM_FEED] = "feed",
        [LEDGER_FROM_BOTH] = "listing and feed",
        [LEDGER_MISSED] = "",
    };
    return texts[source];
}

static const char *state_text(struct arena *arena, const struct ledger_row *row)
{
    if (row->announced < 0)
        return "not seen";
    if (ledger_row_is_complete(row))
        return "complete";
    return arena_printf(arena, "%s missing",
                        words_number(arena, row->announced - row->stored));
}

static void set_numbers(cJSON *card, struct arena *arena, const struct ledger_row *row)
{
    bool unseen = row->announced < 0;
    json_set_text(card, "announced_text",
                  unseen ? "" : words_number(arena, row->announced));
    json_set_text(card, "stored_text", words_number(arena, row->stored));
    json_set_bool(card, "ok", !unseen && ledger_row_is_complete(row));
    json_set_bool(card, "unseen", unseen);
    json_set_text(card, "state", state_text(arena, row));
    completeness_missing(card, arena, &row->missing);
}

void ledger_card_set(cJSON *object, struct arena *arena, const struct ledger_row *row,
                     bool first, int64_t now)
{
    cJSON *card = json_set_object(object, "card");
    json_set_text(card, "day", words_day_year(arena, row->day));
    json_set_bool(card, "first", first);
    json_set_text(card, "category_url", list_url(arena, row->category, row->day, NULL));
    json_set_text(card, "section_text", section_text(row->section));
    set_numbers(card, arena, row);
    bool was_seen = row->announced >= 0 && row->checked_at != 0;
    json_set_text(card, "source_text", source_text(row->source));
    json_set_text(card, "age", was_seen ? words_age(arena, now - row->checked_at) : "");
}
