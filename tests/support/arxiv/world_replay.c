/* A world from day files: real days played again.
 *
 * A folder of *.json, each a day, read in name order:
 *   { "date": "2026-04-17", "announcements": [ {
 *       "action": "new" | "replace" | "cross", "cross_to": "cs.CV",
 *       "id": "2604.14630", "version": 1, "title": …, "abstract": …, "authors": [ … ],
 *       "categories": [primary first], "comment", "journal_ref", "doi", "license",
 *       "affiliation", "published", "updated" (RFC 3339) } ] }
 * A day without announcements is a weekend: it is left out. Who hears of a paper
 * follows from its categories. scripts/replay-days writes such files. */
#include "world.h"

#include "base/buf.h"

#include <cjson/cJSON.h>
#include <dirent.h>
#include <fcntl.h>

enum { DAY_FILE_MAX = 64 << 20 };

static bool read_file(const char *path, struct buf *out, struct err *err)
{
    char piece[65536];
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return err_set(err, ERR_NOT_FOUND, "cannot open %s", path);
    ssize_t got;
    while ((got = read(file, piece, sizeof piece)) > 0)
        buf_add(out, (struct str){ piece, (size_t)got });
    close(file);
    return got == 0 && !out->full ? true
                                  : err_set(err, ERR_BROKEN, "cannot read %s", path);
}

static const char *text_of(struct arena *arena, const cJSON *object, const char *name)
{
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItem(object, name));
    return text == NULL ? NULL : arena_text(arena, str_of(text));
}

static void list_of(struct arena *arena, const cJSON *object, const char *name,
                    struct name_list *list)
{
    const cJSON *item;
    cJSON_ArrayForEach(item, cJSON_GetObjectItem(object, name))
    {
        const char *text = cJSON_GetStringValue(item);
        if (text != NULL)
            ARENA_PUSH(arena, list, arena_text(arena, str_of(text)));
    }
}

static int64_t time_of(const cJSON *object, const char *name, int64_t otherwise)
{
    struct err err;
    int64_t time;
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItem(object, name));
    return text != NULL && time_from_text(str_of(text), &time, &err) ? time : otherwise;
}

static bool read_paper(const cJSON *object, int32_t date, struct arena *arena,
                       struct fake_paper *paper, struct err *err)
{
    const cJSON *version = cJSON_GetObjectItem(object, "version");
    *paper = (struct fake_paper){
        .id = text_of(arena, object, "id"),
        .version = cJSON_IsNumber(version) ? version->valueint : 1,
        .title = text_of(arena, object, "title"),
        .abstract = text_of(arena, object, "abstract"),
        .comment = text_of(arena, object, "comment"),
        .journal_ref = text_of(arena, object, "journal_ref"),
        .doi = text_of(arena, object, "doi"),
        .license = text_of(arena, object, "license"),
        .affiliation = text_of(arena, object, "affiliation"),
    };
    int64_t day_before = eastern_instant(date - 2, 12 * 3600);
    paper->updated = time_of(object, "updated", day_before);
    paper->published = time_of(object, "published", paper->updated);
    list_of(arena, object, "authors", &paper->authors);
    list_of(arena, object, "categories", &paper->categories);
    if (paper->id == NULL || paper->title == NULL || paper->abstract == NULL ||
        paper->categories.count == 0)
        return err_set(err, ERR_INVALID,
                       "an announcement lacks id, title, abstract or "
                       "categories");
    return true;
}

static bool read_action(const cJSON *object, struct arena *arena,
                        struct fake_event *event, struct err *err)
{
    const char *action = cJSON_GetStringValue(cJSON_GetObjectItem(object, "action"));
    event->cross_to = text_of(arena, object, "cross_to");
    if (action != NULL && strcmp(action, "new") == 0)
        event->action = ACTION_NEW;
    else if (action != NULL && strcmp(action, "replace") == 0)
        event->action = ACTION_REPLACE;
    else if (action != NULL && strcmp(action, "cross") == 0 && event->cross_to != NULL)
        event->action = ACTION_CROSS;
    else
        return err_set(err, ERR_INVALID,
                       "action is new, replace, or cross with cross_to");
    return true;
}

static bool read_day(const cJSON *tree, struct fake_world *world, struct err *err)
{
    struct arena *arena = &world->arena;
    struct fake_day day = { 0 };
    const char *date = cJSON_GetStringValue(cJSON_GetObjectItem(tree, "date"));
    if (!day_from_text(str_of(date), &day.date, err))
        return false;
    const cJSON *item;
    cJSON_ArrayForEach(item, cJSON_GetObjectItem(tree, "announcements"))
    {
        struct fake_paper *paper = ARENA_NEW(arena, struct fake_paper);
        struct fake_event event = { .paper = paper };
        if (!read_paper(item, day.date, arena, paper, err) ||
            !read_action(item, arena, &event, err))
            return false;
        ARENA_PUSH(arena, &day, event);
    }
    if (day.count > 0)
        ARENA_PUSH(arena, world, day);
    return true;
}

static bool read_day_file(const char *path, struct fake_world *world, struct err *err)
{
    CLEANUP(buf_done) struct buf bytes = buf_upto(DAY_FILE_MAX);
    if (!read_file(path, &bytes, err))
        return false;
    cJSON *tree = cJSON_ParseWithLength(bytes.ptr, bytes.len);
    bool done = tree != NULL ? read_day(tree, world, err)
                             : err_set(err, ERR_INVALID, "not JSON");
    cJSON_Delete(tree);
    return done || err_add(err, "%s", path);
}

static int is_day_file(const struct dirent *entry)
{
    return str_ends(str_of(entry->d_name), LIT(".json"));
}

bool world_from_folder(const char *folder, struct fake_world *ret_world,
                       struct err *err)
{
    struct fake_world world = { 0 };
    struct fake_day before = { .date = DAY_NONE };
    struct dirent **names;
    int count = scandir(folder, &names, is_day_file, alphasort);
    if (count < 0)
        return err_set(err, ERR_NOT_FOUND, "cannot read the folder %s", folder);
    ARENA_PUSH(&world.arena, &world, before);
    bool good = true;
    for (int i = 0; i < count; i++) {
        const char *path =
            arena_printf(&world.arena, "%s/%s", folder, names[i]->d_name);
        good = good && read_day_file(path, &world, err);
        free(names[i]);
    }
    free(names);
    if (good && world.count < 2)
        good = err_set(err, ERR_INVALID, "%s holds no day with announcements", folder);
    if (!good) {
        world_done(&world);
        return false;
    }
    *ret_world = world;
    return true;
}
