/* Notes of OpenReview's API, version 1 (texts) and 2 ({"value": text}): pages of
 * {"notes": […], "count": n} as they were answered. Only the note whose id is its
 * forum's is the paper. In version 2 the venue's id tells what was accepted; in version
 * 1 it stands on rejected papers too (ICLR 2022 and 2023), so there the venue's words
 * or the decision among the replies do. */
#include "proceedings/json/json_member.h"
#include "proceedings/json/json_shape.h"
#include "proceedings/json/openreview_venue.h"
#include "source/entry.h"

enum { WORDS_MAX = 60 };

static bool recognises(const cJSON *record)
{
    const cJSON *content = cJSON_GetObjectItemCaseSensitive(record, "content");
    return cJSON_IsObject(content) && json_member_is_text(record, "id") &&
           (json_member(record, "forum") != NULL ||
            json_member(record, "invitation") != NULL ||
            json_member(record, "invitations") != NULL);
}

static const cJSON *content_of(const cJSON *note)
{
    return cJSON_GetObjectItemCaseSensitive(note, "content");
}

/* Its fields are wrapped. */
static bool is_version_2(const cJSON *note)
{
    return cJSON_IsObject(
               cJSON_GetObjectItemCaseSensitive(content_of(note), "title")) ||
           cJSON_IsArray(json_member(note, "invitations"));
}

static struct str invitation_of(const cJSON *note)
{
    static const char *const names[] = { "invitation", "invitations", NULL };
    return json_member_first(note, names);
}

/* What a note says that decides: ICLR 2018 Acceptance_Decision, 2019 Meta_Review, later
 * Decision. */
static struct str decision_in(const cJSON *reply)
{
    static const char *const names[] = { "decision", "recommendation", NULL };
    struct str invitation = invitation_of(reply);
    bool decides = str_find(invitation, LIT("Decision")) < invitation.len ||
                   str_find(invitation, LIT("Meta_Review")) < invitation.len;
    return decides ? json_member_first(content_of(reply), names) : LIT("");
}

static struct str decision_of(const cJSON *note)
{
    static const char *const lists[] = { "directReplies", "replies" };
    const cJSON *details = json_member(note, "details"), *reply = NULL;
    struct str decision = LIT("");
    for (size_t i = 0; i < COUNT_OF(lists) && decision.len == 0; i++)
        cJSON_ArrayForEach(reply, json_member(details, lists[i]))
        {
            if (decision.len == 0)
                decision = decision_in(reply);
        }
    return decision;
}

/* "ICLR 2022 Submitted", "Submitted to ICLR 2023", "ICML 2023 Conference Withdrawn
 * Submission". */
static bool says_refused(struct str words)
{
    static const char *const signs[] = { "ubmitted", "ubmission", "eject", "ithdraw" };
    for (size_t i = 0; i < COUNT_OF(signs); i++)
        if (str_find(words, str_of(signs[i])) < words.len)
            return true;
    return false;
}

static bool leave_out(struct json_reading *reading, const char *what, struct str words)
{
    const char *text = entry_plain(reading->arena, words, WORDS_MAX);
    reading->left_out =
        arena_printf(reading->arena, "%s (%s)", what, text ? text : "it does not say");
    return false;
}

/* False: it is left out. *ret_words is how it was accepted. */
static bool was_accepted(struct json_reading *reading, const cJSON *note,
                         const struct openreview_venue *venue, struct str *ret_words)
{
    struct str words = json_member_text(content_of(note), "venue");
    if (venue->refusal != NULL)
        return leave_out(reading, "not accepted", str_of(venue->refusal));
    if (words.len == 0)
        words = decision_of(note);
    if (says_refused(words))
        return leave_out(reading, "not accepted", words);
    bool is_told =
        words.len > 0 ||
        (is_version_2(note) && json_member_text(content_of(note), "venueid").len > 0);
    if (!is_told)
        return leave_out(reading, "not told as accepted", words);
    *ret_words = words;
    return true;
}

static bool is_paper(struct json_reading *reading, const cJSON *note)
{
    struct str id = json_member_text(note, "id");
    struct str forum = json_member_text(note, "forum");
    if (forum.len > 0 && !str_eq(id, forum))
        reading->left_out = "a reply to a paper";
    else if (json_member(note, "ddate") != NULL)
        reading->left_out = "deleted";
    return reading->left_out == NULL;
}

/* Papers of workshops are no papers of the conference, unless that is what was asked
 * for. */
static bool is_other_workshop(const struct json_reading *reading,
                              const struct openreview_venue *venue)
{
    const char *asked = reading->home->ask->series;
    return venue->is_workshop && (asked == NULL || venue->series == NULL ||
                                  str_eq_nocase(str_of(asked), str_of(venue->series)));
}

/* The operator may file a series under another name. */
static bool start(struct json_reading *reading, struct openreview_venue venue,
                  struct err *err)
{
    const char *asked = reading->home->ask->series;
    bool is_renamed = asked != NULL && venue.series != NULL &&
                      !str_eq_nocase(str_of(asked), str_of(venue.series));
    if (is_renamed || venue.series == NULL)
        venue = (struct openreview_venue){ 0 };
    return json_fields_start(reading, VENUE_OPENREVIEW, venue.series, venue.year, err);
}

static struct openreview_venue venue_of(struct arena *arena, const cJSON *note)
{
    const cJSON *content = content_of(note);
    struct openreview_venue venue =
        openreview_venue_read(arena, json_member_text(content, "venueid"));
    if (venue.series != NULL)
        return venue;
    struct openreview_venue said =
        openreview_venue_of_words(arena, json_member_text(content, "venue"));
    if (said.series == NULL)
        said = openreview_venue_read(arena, invitation_of(note));
    venue.series = said.series;
    venue.year = said.year;
    return venue;
}

static void read_pdf(struct json_reading *reading, struct str pdf)
{
    if (str_starts(pdf, LIT("/pdf/")) && pdf.len < PAPER_FIELD_MAX)
        pdf = str_of(
            arena_printf(reading->arena, "https://openreview.net%.*s", STR_ARG(pdf)));
    reading->entry.paper.pdf_url = entry_url(reading->arena, pdf);
}

static void read_words(struct json_reading *reading, const cJSON *content)
{
    json_fields_title(reading, json_member_text(content, "title"));
    json_fields_abstract(reading, json_member_text(content, "abstract"));
    json_fields_authors(reading, json_member(content, "authors"));
    json_fields_subjects(reading, json_member(content, "keywords"));
    json_fields_award(reading, json_member(content, "award"));
    json_fields_code(reading, json_member_text(content, "code"));
    read_pdf(reading, json_member_text(content, "pdf"));
}

/* "NeurIPS 2024 Track Datasets and Benchmarks Oral": what follows the track. */
static struct str without_track(struct str words, struct str track)
{
    size_t at = 0;
    while (at < words.len && track.len > 0 &&
           !str_eq_nocase(str_upto(str_from(words, at), track.len), track))
        at++;
    if (at == words.len || track.len == 0)
        return words;
    struct str rest = str_trim(str_from(words, at + track.len));
    (void)str_skip(&rest, LIT("Track"));
    return str_trim(rest);
}

static bool read_note(const cJSON *note, struct json_reading *reading, struct err *err)
{
    struct openreview_venue venue = venue_of(reading->arena, note);
    struct str words = LIT("");
    if (!is_paper(reading, note) || !was_accepted(reading, note, &venue, &words))
        return true;
    if (is_other_workshop(reading, &venue)) {
        reading->left_out = "of a workshop";
        return true;
    }
    if (!start(reading, venue, err))
        return false;
    if (reading->left_out != NULL)
        return true;
    bool is_journal = str_starts(words, LIT("Accepted by "));
    read_words(reading, content_of(note));
    struct str track = str_of(venue.track);
    json_fields_group(reading, is_journal ? LIT("") : without_track(words, track),
                      track);
    json_fields_openreview(reading, json_member_text(note, "id"));
    return json_fields_finish(reading, LIT(""), err);
}

const struct json_shape shape_openreview = { recognises, read_note };
