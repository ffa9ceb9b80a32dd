/* Conferences' own sites, and OpenReview's notes. See render.h. */
#include "render.h"

#include "base/clock.h"

#include <inttypes.h>

void render_json(cJSON *tree, struct answer *answer)
{
    char *text = cJSON_PrintUnformatted(tree);
    answer->content_type = "application/json; charset=utf-8";
    buf_text(&answer->body, text);
    cJSON_free(text);
    cJSON_Delete(tree);
}

static void put(cJSON *object, const char *name, const char *text)
{
    cJSON_AddStringToObject(object, name, text);
}

static const char *lower(struct arena *arena, const char *text)
{
    char *copy = arena_text(arena, str_of(text));
    for (char *c = copy; *c != '\0'; c++)
        *c = char_lower(*c);
    return copy;
}

/* ---- events ---- */

static int event_id(const struct venue_edition *edition,
                    const struct venue_paper *paper, bool is_oral)
{
    return (edition->year - 2000) * 100000 + (int)paper->number * 2 + is_oral;
}

static void put_authors(cJSON *event, const struct venue_paper *paper)
{
    cJSON *list = cJSON_AddArrayToObject(event, "authors");
    for (size_t i = 0; i < paper->authors.count; i++) {
        cJSON *author = cJSON_CreateObject();
        cJSON_AddNumberToObject(author, "id", 1000 + (double)i);
        put(author, "fullname", paper->authors.items[i]);
        put(author, "institution", "University of Somewhere");
        cJSON_AddItemToArray(list, author);
    }
}

static cJSON *make_event(const struct venue_edition *edition,
                         const struct venue_paper *paper, const char *type,
                         const struct venue_play *play)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    bool is_oral = strcmp(type, "Oral") == 0;
    const char *tier = edition->groups[paper->group].shown;
    cJSON *event = cJSON_CreateObject();
    cJSON_AddNumberToObject(event, "id", event_id(edition, paper, is_oral));
    put(event, "uid", paper->key);
    put(event, "name", paper->title);
    put_authors(event, paper);
    put(event, "abstract", play->no_abstracts ? "" : paper->abstract);
    put(event, "topic", paper->keywords.items[0]);
    cJSON_AddItemToObject(
        event, "keywords",
        cJSON_CreateStringArray(paper->keywords.items, (int)paper->keywords.count));
    put(event, "decision", arena_printf(&arena, "Accept (%s)", lower(&arena, tier)));
    put(event, "eventtype", type);
    put(event, "session", "Session 1");
    put(event, "sourceurl",
        arena_printf(&arena, "https://openreview.net/group?id=%s.cc/%d/Conference",
                     edition->series, edition->year));
    put(event, "virtualsite_url",
        arena_printf(&arena, "/virtual/%d/%s/%d", edition->year, lower(&arena, type),
                     event_id(edition, paper, is_oral)));
    put(event, "paper_url",
        arena_printf(&arena, "https://openreview.net/forum?id=%s", paper->id));
    return event;
}

/* Page `page` of the results, and the address of the next one. */
static void put_page(cJSON *tree, cJSON *results, const struct venue_play *play)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    int64_t count = cJSON_GetArraySize(results);
    int64_t size = play->page_size > 0 ? play->page_size : count + 1;
    int64_t page = play->page > 0 ? play->page : 1;
    cJSON *shown = cJSON_CreateArray();
    for (int64_t i = 0; i < size && (page - 1) * size + i < count; i++)
        cJSON_AddItemToArray(
            shown, cJSON_DetachItemFromArray(results, (int)((page - 1) * size)));
    cJSON_AddNumberToObject(tree, "count", (double)count);
    if (page * size < count)
        put(tree, "next", arena_printf(&arena, "%s%" PRId64, play->next, page + 1));
    else
        cJSON_AddNullToObject(tree, "next");
    cJSON_AddNullToObject(tree, "previous");
    cJSON_AddItemToObject(tree, "results", shown);
    cJSON_Delete(results);
}

/* An oral has an event of its own beside the poster. */
void render_events(const struct venue_edition *edition, const struct venue_play *play,
                   struct answer *answer)
{
    cJSON *tree = cJSON_CreateObject(), *results = cJSON_CreateArray();
    for (size_t i = 0; i < play_count(play, edition); i++) {
        const struct venue_paper *paper = &edition->papers.items[i];
        cJSON_AddItemToArray(results, make_event(edition, paper, "Poster", play));
        if (strcmp(edition->groups[paper->group].shown, "Oral") == 0)
            cJSON_AddItemToArray(results, make_event(edition, paper, "Oral", play));
        if (play->doubled)
            cJSON_AddItemToArray(results, make_event(edition, paper, "Poster", play));
    }
    put_page(tree, results, play);
    render_json(tree, answer);
}

void render_abstracts(const struct venue_edition *edition,
                      const struct venue_play *play, struct answer *answer)
{
    cJSON *tree = cJSON_CreateObject();
    for (size_t i = 0; i < play_count(play, edition); i++) {
        const struct venue_paper *paper = &edition->papers.items[i];
        char id[20];
        snprintf(id, sizeof id, "%d", event_id(edition, paper, false));
        put(tree, id, paper->abstract);
    }
    render_json(tree, answer);
}

/* ---- notes ---- */

static const char *venue_words(const struct venue_edition *edition,
                               const struct venue_paper *paper, int api,
                               struct arena *arena)
{
    static const char *const old[] = { "notable top 5%", "notable top 25%", "poster" };
    const char *words = api == 1 && paper->group < COUNT_OF(old)
                            ? old[paper->group]
                            : lower(arena, edition->groups[paper->group].shown);
    return arena_printf(arena, "%s %d %s", edition->series, edition->year, words);
}

static cJSON *wrapped(cJSON *value, int api)
{
    cJSON *object = cJSON_CreateObject();
    if (api == 1) {
        cJSON_Delete(object);
        return value;
    }
    cJSON_AddItemToObject(object, "value", value);
    return object;
}

static void put_content(cJSON *content, const char *name, cJSON *value, int api)
{
    cJSON_AddItemToObject(content, name, wrapped(value, api));
}

static cJSON *make_content(const struct venue_edition *edition,
                           const struct venue_paper *paper, int api, bool is_rejected)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    cJSON *content = cJSON_CreateObject();
    const char *venue = is_rejected ? arena_printf(&arena, "Submitted to %s %d",
                                                   edition->series, edition->year)
                                    : venue_words(edition, paper, api, &arena);
    put_content(content, "title", cJSON_CreateString(paper->title), api);
    put_content(
        content, "authors",
        cJSON_CreateStringArray(paper->authors.items, (int)paper->authors.count), api);
    const char *person = "~Somebody_Else1";
    put_content(content, "authorids", cJSON_CreateStringArray(&person, 1), api);
    put_content(
        content, "keywords",
        cJSON_CreateStringArray(paper->keywords.items, (int)paper->keywords.count),
        api);
    put_content(content, "abstract", cJSON_CreateString(paper->abstract), api);
    put_content(content, "pdf", cJSON_CreateString("/pdf/0123456789abcdef.pdf"), api);
    put_content(content, "venue", cJSON_CreateString(venue), api);
    put_content(content, "venueid",
                cJSON_CreateString(arena_printf(&arena, "%s.cc/%d/Conference",
                                                edition->series, edition->year)),
                api);
    return content;
}

static cJSON *make_note(const struct venue_edition *edition,
                        const struct venue_paper *paper, int api, bool is_rejected)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    cJSON *note = cJSON_CreateObject();
    const char *id = is_rejected ? arena_printf(&arena, "R%.9s", paper->id) : paper->id;
    put(note, "id", id);
    put(note, "forum", id);
    cJSON_AddNumberToObject(note, "number", (double)paper->number);
    const char *invitation =
        arena_printf(&arena, "%s.cc/%d/Conference/-/%s", edition->series, edition->year,
                     api == 1 ? "Blind_Submission" : "Submission");
    if (api == 1)
        put(note, "invitation", invitation);
    else
        cJSON_AddItemToObject(note, "invitations",
                              cJSON_CreateStringArray(&invitation, 1));
    cJSON_AddItemToObject(note, "content",
                          make_content(edition, paper, api, is_rejected));
    return note;
}

/* The API of before tells of rejected papers too: a fifth as many, at the end. */
void render_notes(const struct venue_edition *edition, const struct venue_play *play,
                  const struct notes_ask *ask, struct answer *answer)
{
    size_t papers = edition != NULL ? play_count(play, edition) : 0;
    size_t count = ask->api == 1 ? papers + papers / 5 : papers;
    cJSON *tree = cJSON_CreateObject();
    cJSON *notes = cJSON_AddArrayToObject(tree, "notes");
    for (size_t i = ask->offset; i < count && i < ask->offset + ask->limit; i++) {
        bool is_rejected = i >= papers;
        const struct venue_paper *paper =
            &edition->papers.items[is_rejected ? i - papers : i];
        cJSON_AddItemToArray(notes, make_note(edition, paper, ask->api, is_rejected));
    }
    cJSON_AddNumberToObject(tree, "count", (double)count);
    render_json(tree, answer);
}
