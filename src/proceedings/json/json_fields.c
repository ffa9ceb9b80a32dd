/* Fields of a paper; see json_fields.h. */
#include "proceedings/json/json_fields.h"

#include "base/buf.h"
#include "proceedings/json/json_member.h"
#include "proceedings/json/json_words.h"
#include "source/entry.h"

enum { STATUS_MAX = 60, FOLDED_MAX = 40 };

bool json_fields_start(struct json_reading *reading, enum venue_dialect dialect,
                       const char *series, int year, struct err *err)
{
    const char *edition = NULL;
    switch (json_home_edition(reading->home, reading->arena, series, year, &edition)) {
    case JSON_NOWHERE:
        return err_set(err, ERR_NOT_FOUND, "it says no edition");
    case JSON_ELSEWHERE:
        reading->left_out =
            arena_printf(reading->arena, "of another edition (%s)", edition);
        return true;
    case JSON_HERE:
        proceedings_start(reading->arena, edition, dialect, reading->position,
                          &reading->entry);
        return true;
    }
    return true;
}

/* An id that was told without an address has one all the same. */
static void find_addresses(struct json_reading *reading)
{
    struct paper *paper = &reading->entry.paper;
    struct str key = str_of(paper->key);
    if (!str_ends(key, LIT("@OpenReview")))
        return;
    struct str id = str_upto(key, str_find_char(key, '@'));
    if (paper->page_url == NULL)
        paper->page_url = arena_printf(
            reading->arena, "https://openreview.net/forum?id=%.*s", STR_ARG(id));
    if (paper->pdf_url == NULL)
        paper->pdf_url = arena_printf(
            reading->arena, "https://openreview.net/pdf?id=%.*s", STR_ARG(id));
}

bool json_fields_finish(struct json_reading *reading, struct str native,
                        struct err *err)
{
    if (!proceedings_finish(reading->arena, &reading->entry, native, err))
        return false;
    find_addresses(reading);
    return true;
}

void json_fields_title(struct json_reading *reading, struct str raw)
{
    reading->entry.paper.title = json_words_line(reading->arena, raw, PAPER_TITLE_MAX);
}

void json_fields_abstract(struct json_reading *reading, struct str raw)
{
    reading->entry.paper.abstract = json_words_abstract(reading->arena, raw);
}

void json_fields_award(struct json_reading *reading, const cJSON *award)
{
    if (cJSON_IsTrue(award)) {
        reading->entry.paper.award = "Award";
        return;
    }
    if (!cJSON_IsString(award))
        return;
    char folded[FOLDED_MAX];
    json_words_fold(str_of(award->valuestring), folded, sizeof folded);
    static const char *const nothing[] = { "", "false", "none", "no", "null", "na" };
    for (size_t i = 0; i < COUNT_OF(nothing); i++)
        if (strcmp(folded, nothing[i]) == 0)
            return;
    bool is_true = strcmp(folded, "true") == 0 || strcmp(folded, "yes") == 0;
    reading->entry.paper.award =
        is_true ? "Award"
                : json_words_line(reading->arena, str_of(award->valuestring),
                                  PAPER_AWARD_MAX);
}

void json_fields_doi(struct json_reading *reading, struct str raw)
{
    proceedings_add_doi(reading->arena, &reading->entry, raw);
}

void json_fields_code(struct json_reading *reading, struct str raw)
{
    struct paper *paper = &reading->entry.paper;
    struct str text = str_upto(raw, PAPER_FIELD_MAX);
    if (paper->code_url != NULL || text.len == 0)
        return;
    paper->code_url =
        paper_code_url(reading->arena, arena_text(reading->arena, text), NULL);
}

void json_fields_page(struct json_reading *reading, struct str raw)
{
    const char *url = entry_url(reading->arena, raw);
    bool is_twin = str_find(raw, LIT("arxiv.org/")) < raw.len;
    bool is_known =
        proceedings_add_id(reading->arena, &reading->entry, raw) && !is_twin;
    struct paper *paper = &reading->entry.paper;
    if (url == NULL ||
        (paper->page_url != NULL && !(is_known && !reading->page_is_known)))
        return;
    paper->page_url = url;
    reading->page_is_known = is_known;
}

void json_fields_pdf(struct json_reading *reading, struct str raw)
{
    struct paper *paper = &reading->entry.paper;
    (void)proceedings_add_id(reading->arena, &reading->entry, raw);
    if (paper->pdf_url == NULL)
        paper->pdf_url = entry_url(reading->arena, raw);
}

void json_fields_openreview(struct json_reading *reading, struct str id)
{
    id = str_trim(id);
    if (id.len == 0 || id.len > PAPER_KEY_MAX)
        return;
    bool is_id = str_has_only(id, STR_LETTERS STR_DIGITS "_-");
    const char *address =
        arena_printf(reading->arena, "%s%.*s",
                     is_id ? "https://openreview.net/forum?id=" : "", STR_ARG(id));
    json_fields_page(reading, str_of(address));
}

static void add_subject(struct json_reading *reading, const char *subject)
{
    entry_add_subject(reading->arena, &reading->entry, subject);
}

static void split_subjects(struct json_reading *reading, struct str raw)
{
    struct str text = json_words_decoded(
        reading->arena, str_upto(raw, PAPER_SUBJECTS_MAX * PAPER_SUBJECT_MAX));
    char separator = str_find_char(text, ';') < text.len ? ';' : ',';
    while (text.len > 0)
        add_subject(reading, json_words_line(reading->arena, str_cut(&text, separator),
                                             PAPER_SUBJECT_MAX));
}

void json_fields_subjects(struct json_reading *reading, const cJSON *subjects)
{
    const cJSON *subject = NULL;
    if (cJSON_IsString(subjects))
        split_subjects(reading, str_of(subjects->valuestring));
    if (!cJSON_IsArray(subjects))
        return;
    cJSON_ArrayForEach(subject, subjects)
    {
        if (cJSON_IsString(subject))
            add_subject(reading,
                        json_words_line(reading->arena, str_of(subject->valuestring),
                                        PAPER_SUBJECT_MAX));
    }
}

void json_fields_group(struct json_reading *reading, struct str status,
                       struct str track)
{
    struct arena *arena = reading->arena;
    struct paper *paper = &reading->entry.paper;
    const char *tier = venue_group_name(arena, json_words_decoded(arena, status));
    const char *part = venue_group_name(arena, json_words_decoded(arena, track));
    bool is_low = tier == NULL || venue_group_tier(tier) == venue_group_tier("Poster");
    paper->group = part && is_low ? part : tier;
    if (part && !is_low)
        add_subject(reading, part);
}

/* What sources call papers that are not in the proceedings, by their letters; most are
 * followed by more ("withdrawn", "submitted to ICLR 2022"). */
static const struct {
    const char *folded;
    bool is_whole;
} refusals[] = {
    { "reject", false },    { "withdraw", false },        { "deskreject", false },
    { "submitted", false }, { "notaccepted", false },     { "retracted", false },
    { "declined", true },   { "underreview", false },     { "pending", true },
    { "active", true },     { "undersubmission", false },
};

static bool is_refusal(struct str folded)
{
    for (size_t i = 0; i < COUNT_OF(refusals); i++) {
        struct str refusal = str_of(refusals[i].folded);
        if (refusals[i].is_whole ? str_eq(folded, refusal)
                                 : str_starts(folded, refusal))
            return true;
    }
    return false;
}

bool json_fields_refuse(struct json_reading *reading, struct str status)
{
    char folded[FOLDED_MAX];
    json_words_fold(status, folded, sizeof folded);
    if (!is_refusal(str_of(folded)))
        return false;
    reading->left_out = arena_printf(reading->arena, "not accepted (%s)",
                                     entry_plain(reading->arena, status, STATUS_MAX));
    return true;
}
