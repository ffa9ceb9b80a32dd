/* What a paper's own page tells beyond the card: where it is on arXiv, its code,
 * comment, journal, DOI, licence, dates. */
#include "site/paper/card_facts.h"

#include "site/paper/view_paper.h"
#include "site/words.h"

static void add_fact(cJSON *facts, const char *label, const char *text, const char *url)
{
    if (text == NULL || text[0] == '\0')
        return;
    cJSON *fact = json_add_object(facts);
    json_set_text(fact, "label", label);
    json_set_text(fact, "text", text);
    json_set_text(fact, "url", url);
}

/* "arxiv.org/abs/2604.21313": an address as people read it. */
static const char *bare_url(const char *url)
{
    struct str rest = str_of(url);
    (void)(str_skip(&rest, LIT("https://")) || str_skip(&rest, LIT("http://")));
    return rest.ptr;
}

/* creativecommons.org/licenses/by-sa/4.0/ is "CC BY-SA 4.0". */
static const char *creative_commons(struct arena *arena, struct str rest)
{
    struct str kind = str_cut(&rest, '/');
    struct str version = str_cut(&rest, '/');
    if (kind.len == 0 || kind.len > 12 || !str_has_only(kind, "bysandc-") ||
        !str_has_only(version, "0123456789."))
        return NULL;
    char *text = arena_printf(arena, "CC %.*s %.*s", STR_ARG(kind), STR_ARG(version));
    for (char *c = text; *c != '\0'; c++)
        *c = char_is_lower(*c) ? (char)(*c - 'a' + 'A') : *c;
    return text;
}

static const char *license_name(struct arena *arena, const char *url)
{
    struct str rest = str_of(bare_url(url));
    if (str_starts(rest, LIT("arxiv.org/licenses/nonexclusive-distrib/")))
        return "arXiv non-exclusive";
    if (str_skip(&rest, LIT("creativecommons.org/publicdomain/zero/")))
        return "CC0 1.0";
    if (!str_skip(&rest, LIT("creativecommons.org/licenses/")))
        return url;
    const char *name = creative_commons(arena, rest);
    return name != NULL ? name : url;
}

static void add_addresses(cJSON *facts, struct arena *arena, const struct paper *paper)
{
    const char *source = view_paper_web_url(arena, paper);
    const char *code = words_web_url(paper->code_url);
    if (source != NULL)
        add_fact(facts, paper->branch == BRANCH_ARXIV ? "arXiv" : "Source",
                 bare_url(source), source);
    if (code != NULL)
        add_fact(facts, "Code", bare_url(code), code);
}

static void add_times(cJSON *facts, struct arena *arena, const struct paper *paper)
{
    if (paper->published != 0)
        add_fact(facts, "First version", words_time(arena, paper->published), NULL);
    const char *version = "This version";
    if (paper->version > 0)
        version = arena_printf(arena, "Version %d", paper->version);
    if (paper->updated != 0 && paper->updated != paper->published)
        add_fact(facts, version, words_time(arena, paper->updated), NULL);
    if (paper->announced == DAY_NONE)
        return;
    const char *category = paper->primary_category;
    const char *day = words_day(arena, paper->announced);
    if (category == NULL) {
        add_fact(facts, "Announced", day, NULL);
        return;
    }
    add_fact(facts, "Announced", arena_printf(arena, "%s in %s", day, category),
             arena_printf(arena, "/arxiv/%s?date=%s",
                          words_escaped(arena, category, false),
                          words_date(arena, paper->announced)));
}

/* As its source tells them; ours are no fact of the paper. */
static void add_subjects(cJSON *facts, struct arena *arena, const struct paper *paper)
{
    const struct text_list *subjects = &paper->subjects;
    add_fact(facts, "Keywords",
             words_joined(arena, subjects->items, subjects->count, ", "), NULL);
}

void card_facts_set(cJSON *card, struct arena *arena, const struct paper *paper,
                    bool wanted)
{
    cJSON *facts = json_set_list(card, "facts");
    if (wanted) {
        add_addresses(facts, arena, paper);
        add_subjects(facts, arena, paper);
        add_fact(facts, "Comment", paper->comment, NULL);
        add_fact(facts, paper->branch == BRANCH_VENUE ? "In" : "Journal",
                 paper->journal_ref, NULL);
        if (paper->doi != NULL)
            add_fact(facts, "DOI", paper->doi,
                     arena_printf(arena, "https://doi.org/%s",
                                  words_escaped(arena, paper->doi, true)));
        if (paper->license != NULL)
            add_fact(facts, "Licence", license_name(arena, paper->license),
                     words_web_url(paper->license));
        add_times(facts, arena, paper);
    }
    json_set_bool(card, "has_facts", cJSON_GetArraySize(facts) > 0);
}

void card_facts_add(cJSON *card, const char *label, const char *text)
{
    cJSON *facts = cJSON_GetObjectItemCaseSensitive(card, "facts");
    add_fact(facts, label, text, NULL);
    cJSON_DeleteItemFromObjectCaseSensitive(card, "has_facts");
    json_set_bool(card, "has_facts", cJSON_GetArraySize(facts) > 0);
}
