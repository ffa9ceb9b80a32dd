/* The conferences' virtual sites (iclr.cc, icml.cc, neurips.cc, cvpr.thecvf.com,
 * eccv.ecva.net, mlsys.org): <conference>-<year>-orals-posters.json. An item is an
 * event; a paper with a talk and a poster has two, which share its id at OpenReview or
 * PMLR, else its title, and so its key. Also lists of {id, name, abstract}, which add
 * abstracts to papers of that title. Members as several public readers of these files
 * have them. */
#include "proceedings/json/json_abstracts.h"
#include "proceedings/json/json_member.h"
#include "proceedings/json/json_shape.h"
#include "proceedings/json/json_words.h"
#include "proceedings/json/openreview_venue.h"
#include "source/entry.h"

enum { EVENT_MAX = 24 };

static const char *const event_names[] = { "eventtype", "event_type", NULL };
static const char *const title_names[] = { "name", "title", NULL };

/* Members that only these sites have. */
static bool has_event(const cJSON *record)
{
    static const char *const names[] = { "eventtype",       "event_type",
                                         "virtualsite_url", "paper_url",
                                         "eventmedia",      "decision",
                                         "paper_pdf_url" };
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (cJSON_GetObjectItemCaseSensitive(record, names[i]) != NULL)
            return true;
    return false;
}

/* Nothing but an id, a title and an abstract. */
static bool is_abstract(const cJSON *record)
{
    int count = 0;
    const cJSON *member = NULL;
    cJSON_ArrayForEach(member, record) count++;
    bool has_id =
        json_member(record, "id") != NULL || json_member(record, "uid") != NULL;
    return has_id && json_member_is_text(record, "abstract") && count <= 4 &&
           json_member(record, "authors") == NULL;
}

static bool recognises(const cJSON *record)
{
    if (json_member_first(record, title_names).len == 0)
        return false;
    bool is_named = json_member_is_text(record, "name");
    return has_event(record) || is_abstract(record) ||
           (is_named && cJSON_IsArray(json_member(record, "authors")));
}

/* Events that have no paper, by their letters. */
static bool is_paperless(struct str event)
{
    static const char *const events[] = {
        "workshop",
        "tutorial",
        "invitedtalk",
        "social",
        "break",
        "expotalk",
        "expoworkshop",
        "expodemo",
        "townhall",
        "mentorship",
        "session",
        "affinityevent",
        "keynote",
        "competition",
        "reception",
        "exhibit",
        "careeropportunities",
        "panel",
        "testoftime",
        "affinityworkshop",
    };
    char folded[EVENT_MAX];
    json_words_fold(event, folded, sizeof folded);
    for (size_t i = 0; i < COUNT_OF(events); i++)
        if (strcmp(folded, events[i]) == 0)
            return true;
    return false;
}

/* The higher of what was decided and of what this event is. */
static struct str status_of(struct arena *arena, const cJSON *item)
{
    struct str decision = json_member_text(item, "decision");
    struct str event = json_member_first(item, event_names);
    const char *decided = venue_group_name(arena, decision);
    const char *held = venue_group_name(arena, event);
    bool event_counts =
        decided == NULL || venue_group_tier(held) > venue_group_tier(decided);
    return event_counts ? event : decision;
}

/* "https://openreview.net/group?id=NeurIPS.cc/2024/Datasets_and_Benchmarks_Track" */
static struct openreview_venue venue_of(struct arena *arena, const cJSON *item)
{
    struct str url = json_member_text(item, "sourceurl");
    size_t at = str_find(url, LIT("group?id="));
    struct str id = str_from(url, at + sizeof "group?id=" - 1);
    return openreview_venue_read(arena, str_upto(id, str_find_char(id, '#')));
}

static void read_addresses(struct json_reading *reading, const cJSON *item)
{
    const cJSON *media = NULL;
    json_fields_page(reading, json_member_text(item, "paper_url"));
    json_fields_pdf(reading, json_member_text(item, "paper_pdf_url"));
    json_fields_page(reading, json_member_text(item, "virtualsite_url"));
    json_fields_page(reading, json_member_text(item, "url"));
    cJSON_ArrayForEach(media, json_member(item, "eventmedia"))
    {
        struct str uri = json_member_text(media, "uri");
        (void)proceedings_add_id(reading->arena, &reading->entry, uri);
        if (str_find(uri, LIT("git")) < uri.len)
            json_fields_code(reading, uri);
    }
}

static void read_abstract(struct json_reading *reading, const cJSON *item)
{
    static const char *const ids[] = { "id", "uid", "sourceid" };
    struct str text = json_member_text(item, "abstract");
    for (size_t i = 0; i < COUNT_OF(ids) && text.len == 0; i++)
        text = json_abstracts_find(reading->abstracts,
                                   json_member_id(reading->arena, item, ids[i]));
    json_fields_abstract(reading, text);
}

static void read_words(struct json_reading *reading, const cJSON *item)
{
    json_fields_title(reading, json_member_first(item, title_names));
    read_abstract(reading, item);
    json_fields_authors(reading, json_member(item, "authors"));
    json_fields_subjects(reading, json_member(item, "keywords"));
    if (reading->entry.paper.subjects.count == 0)
        json_fields_subjects(reading, json_member(item, "topic"));
    json_fields_award(reading, json_member(item, "award"));
}

static bool read_item(const cJSON *item, struct json_reading *reading, struct err *err)
{
    struct openreview_venue venue = venue_of(reading->arena, item);
    struct str event = json_member_first(item, event_names);
    bool is_named = reading->home->header.series == NULL &&
                    reading->home->ask->series == NULL && !venue.is_workshop;
    if (json_fields_refuse(reading, json_member_text(item, "decision")))
        return true;
    if (is_paperless(event)) {
        reading->left_out = arena_printf(reading->arena, "no paper (%s)",
                                         entry_plain(reading->arena, event, EVENT_MAX));
        return true;
    }
    if (!json_fields_start(reading, VENUE_VIRTUAL, is_named ? venue.series : NULL,
                           is_named ? venue.year : 0, err))
        return false;
    if (reading->left_out != NULL)
        return true;
    reading->is_addition = is_abstract(item);
    read_words(reading, item);
    json_fields_group(reading, status_of(reading->arena, item), str_of(venue.track));
    read_addresses(reading, item);
    return json_fields_finish(reading, LIT(""), err);
}

const struct json_shape shape_virtual = { recognises, read_item };
