/* What is known of an edition, for programs and for readers; see edition_record.h. */
#include "site/venue/edition_record.h"

#include "site/paper/view_paper.h"
#include "site/words.h"

static void set_count_or_null(cJSON *object, const char *name, int64_t count)
{
    if (count >= 0)
        json_set_int(object, name, count);
    else
        json_set_null(object, name);
}

/* Null where nobody says how many there are. */
static void set_complete(cJSON *object, const struct edition *edition)
{
    if (edition->declared < 0)
        json_set_null(object, "complete");
    else
        json_set_bool(object, "complete", !edition_lacks(edition));
}

static void set_record(cJSON *object, const struct edition *edition, const char *stored)
{
    json_set_text(object, "name", edition->name);
    json_set_text(object, "series", edition->series);
    json_set_int(object, "year", edition->year);
    json_set_text(object, "title", edition_title(edition));
    set_count_or_null(object, "declared", edition->declared);
    json_set_int(object, stored, edition->papers);
    json_set_int(object, "abstracts", edition->abstracts);
    set_complete(object, edition);
    json_set_time(object, "added_at", edition->added_at);
    json_set_time(object, "changed_at", edition->changed_at);
}

void edition_record(cJSON *object, const struct edition *edition)
{
    set_record(object, edition, "papers");
}

void edition_record_own(cJSON *object, const struct edition *edition)
{
    set_record(object, edition, "stored");
}

void edition_record_groups(cJSON *object, const struct edition_groups *groups)
{
    cJSON *list = json_set_list(object, "groups");
    for (size_t i = 0; i < groups->count; i++) {
        cJSON *group = json_add_object(list);
        json_set_text(group, "name", groups->items[i].name);
        json_set_text(group, "native", groups->items[i].native);
        json_set_int(group, "papers", groups->items[i].papers);
    }
}

void edition_record_sources(cJSON *object, const struct edition_sources *sources)
{
    cJSON *list = json_set_list(object, "sources");
    for (size_t i = 0; i < sources->count; i++) {
        const struct edition_source *source = &sources->items[i];
        cJSON *item = json_add_object(list);
        json_set_text(item, "dialect", venue_dialect_name(source->dialect));
        json_set_text(item, "part", source->part);
        set_count_or_null(item, "declared", source->declared);
        json_set_time(item, "read_at", source->read_at);
    }
}

const char *edition_title(const struct edition *edition)
{
    if (edition->title != NULL)
        return edition->title;
    const struct venue_series *series = venue_series_find(str_of(edition->series));
    return series != NULL ? series->title : NULL;
}

const char *edition_text(struct arena *arena, const struct edition *edition)
{
    return view_paper_venue_text(arena, edition->name, NULL);
}

bool edition_lacks(const struct edition *edition)
{
    return edition->papers < edition->declared;
}

/* As a reader knows the source: "declared by OpenReview". */
static const char *const dialect_words[VENUE_DIALECT_COUNT] = {
    [VENUE_UNKNOWN] = "its source",
    [VENUE_PAPERLISTS] = "paperlists",
    [VENUE_CSL] = "a CSL file",
    [VENUE_BIBTEX] = "a BibTeX file",
    [VENUE_VIRTUAL] = "the conference’s site",
    [VENUE_OPENREVIEW] = "OpenReview",
    [VENUE_PMLR] = "PMLR",
    [VENUE_OJS] = "the publisher’s OJS",
    [VENUE_ACL] = "the ACL Anthology",
    [VENUE_OWN] = "the operator’s file",
};

/* A source in several parts declares their sum. */
static int64_t declared_by(const struct edition_sources *sources,
                           enum venue_dialect dialect)
{
    int64_t sum = -1;
    for (size_t i = 0; i < sources->count; i++) {
        const struct edition_source *source = &sources->items[i];
        if (source->dialect == dialect && source->declared >= 0)
            sum = (sum < 0 ? 0 : sum) + source->declared;
    }
    return sum;
}

static const char *who_declares(const struct edition_sources *sources)
{
    enum venue_dialect who = VENUE_UNKNOWN;
    int64_t most = -1;
    for (size_t i = 0; i < sources->count; i++) {
        int64_t declared = declared_by(sources, sources->items[i].dialect);
        if (declared > most) {
            most = declared;
            who = sources->items[i].dialect;
        }
    }
    return dialect_words[who];
}

static const char *stored_text(struct arena *arena, const struct edition *edition,
                               const char *who)
{
    int64_t extra = edition->papers - edition->declared;
    const char *stored = words_number(arena, edition->papers);
    const char *declared = words_number(arena, edition->declared);
    if (edition->declared < 0)
        return words_count(arena, edition->papers, "paper", "papers");
    if (extra < 0)
        return arena_printf(arena, "%s of %s papers declared by %s are here", stored,
                            declared, who);
    const char *text =
        edition->declared == 1
            ? arena_printf(arena, "the one paper declared by %s is here", who)
            : arena_printf(arena, "all %s papers declared by %s are here", declared,
                           who);
    if (extra == 0)
        return text;
    return arena_printf(arena, "%s, and %s more", text, words_number(arena, extra));
}

static const char *abstracts_text(struct arena *arena, const struct edition *edition)
{
    int64_t without = edition->papers - edition->abstracts;
    if (edition->papers == 0)
        return "";
    if (without == 0)
        return edition->papers == 1 ? "" : ", each with an abstract";
    if (edition->abstracts == 0)
        return edition->papers == 1 ? ", without an abstract"
                                    : ", none with an abstract";
    return arena_printf(arena, ", %s without an abstract",
                        words_number(arena, without));
}

void edition_badge(cJSON *page, struct arena *arena, const struct edition *edition,
                   const struct edition_sources *sources)
{
    cJSON *badge = json_set_object(page, "ledger");
    const char *who = who_declares(sources);
    bool lacks = edition_lacks(edition);
    json_set_bool(badge, "ok", edition->declared >= 0 && !lacks);
    json_set_bool(badge, "warn", lacks);
    json_set_text(badge, "text",
                  arena_printf(arena, "%s%s", stored_text(arena, edition, who),
                               abstracts_text(arena, edition)));
}

const char *edition_source_text(struct arena *arena,
                                const struct edition_source *source)
{
    const char *text = dialect_words[source->dialect];
    if (source->part != NULL && source->part[0] != '\0')
        text = arena_printf(arena, "%s, %s", text, source->part);
    if (source->declared >= 0)
        text = arena_printf(arena, "%s: %s", text,
                            words_count(arena, source->declared, "paper", "papers"));
    if (source->read_at == 0)
        return text;
    return arena_printf(arena, "%s, read on %s", text,
                        words_day_year(arena, utc_day(source->read_at)));
}
