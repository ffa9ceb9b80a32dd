/* XML events to volumes; see acl_volume.h. */
#include "proceedings/acl/acl_volume.h"
#include "proceedings/acl/acl_text.h"
#include "source/entry.h"
#include "source/sniff.h"

#include <string.h>

enum { ID_MAX = 60, EVENTS_MAX = 100 };
/* Depths: collection, volume, meta, booktitle. */
enum { ROOT = 1, VOLUME = 2, PART = 3, FIELD = 4 };

struct scan {
    struct arena *arena;
    struct acl_collection collection;
    int64_t papers;
    enum { IN_NOTHING, IN_VOLUME, IN_EVENT } place;
    bool in_meta;
    const char **field; /* where the text goes that is being gathered */
    struct acl_text text;
};

bool acl_is_old_style(const char *collection)
{
    return strlen(collection) == 3 && char_is_upper(collection[0]) &&
           char_is_digit(collection[1]) && char_is_digit(collection[2]);
}

bool acl_root_check(const struct xml_element *element, struct err *err)
{
    return strcmp(element->name, "collection") == 0 ||
           err_set(err, ERR_INVALID,
                   "a file of the ACL Anthology was expected, found a document of "
                   "“%.*s”",
                   STR_ARG(sniff_quote(str_of(element->name))));
}

const char *acl_id(struct arena *arena, const struct xml_element *element)
{
    struct str id = xml_attribute(&element->attributes, "id");
    bool is_id = id.len <= ID_MAX && str_has_only(id, VENUE_PART_SIGNS);
    return is_id ? arena_text(arena, id) : "";
}

static bool start_volume(struct scan *scan, const struct xml_element *element,
                         struct err *err)
{
    if (scan->collection.volumes.count >= ACL_VOLUMES_MAX)
        return err_set(err, ERR_LIMIT, "the file has over %d volumes", ACL_VOLUMES_MAX);
    struct acl_volume volume = { .id = acl_id(scan->arena, element) };
    ARENA_PUSH(scan->arena, &scan->collection.volumes, volume);
    scan->place = IN_VOLUME;
    return true;
}

static void start_event(struct scan *scan, const struct xml_element *element)
{
    if (scan->collection.events.count >= EVENTS_MAX)
        return;
    struct acl_event event = { .id = acl_id(scan->arena, element) };
    ARENA_PUSH(scan->arena, &scan->collection.events, event);
    scan->place = IN_EVENT;
}

/* What stands below the root. */
static bool start_top(struct scan *scan, const struct xml_element *element,
                      struct err *err)
{
    scan->place = IN_NOTHING;
    if (strcmp(element->name, "volume") == 0)
        return start_volume(scan, element, err);
    if (strcmp(element->name, "event") == 0)
        start_event(scan, element);
    return true;
}

static struct acl_volume *last_volume(struct scan *scan)
{
    return &scan->collection.volumes.items[scan->collection.volumes.count - 1];
}

static bool start_part(struct scan *scan, const struct xml_element *element,
                       struct err *err)
{
    scan->in_meta = strcmp(element->name, "meta") == 0;
    if (scan->place != IN_VOLUME || strcmp(element->name, "paper") != 0)
        return true;
    last_volume(scan)->papers++;
    return entry_count_check((size_t)++scan->papers, err);
}

/* Where the text of such an element of a meta belongs; NULL: nowhere. */
static const char **field_of(struct scan *scan, const char *name)
{
    if (scan->place == IN_EVENT)
        return strcmp(name, "title") == 0
                   ? &scan->collection.events.items[scan->collection.events.count - 1]
                          .title
                   : NULL;
    struct acl_volume *volume = last_volume(scan);
    if (strcmp(name, "booktitle") == 0)
        return &volume->title;
    if (strcmp(name, "year") == 0)
        return &volume->year;
    if (strcmp(name, "journal-issue") == 0)
        return &volume->issue;
    return strcmp(name, "venue") == 0 ? &volume->venue : NULL;
}

static bool on_start(void *context, const struct xml_element *element, struct err *err)
{
    struct scan *scan = context;
    if (acl_text_open(&scan->text)) {
        acl_text_start(&scan->text, element);
        return true;
    }
    if (element->depth == ROOT) {
        scan->collection.id = acl_id(scan->arena, element);
        return acl_root_check(element, err);
    }
    if (element->depth == VOLUME)
        return start_top(scan, element, err);
    if (element->depth == PART)
        return start_part(scan, element, err);
    if (element->depth != FIELD || !scan->in_meta || scan->place == IN_NOTHING)
        return true;
    scan->field = field_of(scan, element->name);
    if (scan->field != NULL)
        acl_text_begin(&scan->text, FIELD);
    return true;
}

static void on_text(void *context, struct str text)
{
    struct scan *scan = context;
    acl_text_add(&scan->text, text);
}

/* The first of several counts; of venues, the first that is not "ws". */
static bool is_better(const char *old, struct str text)
{
    return text.len > 0 && (old == NULL || strcmp(old, "ws") == 0);
}

static bool on_end(void *context, int depth, struct err *err)
{
    struct scan *scan = context;
    struct str text;
    if (depth == PART)
        scan->in_meta = false;
    if (!acl_text_end(&scan->text, depth))
        return true;
    if (!acl_text_take(&scan->text, scan->arena, &text, err))
        return err_add(err, "about a volume");
    if (is_better(*scan->field, text))
        *scan->field = entry_plain(scan->arena, text, PAPER_FIELD_MAX);
    return true;
}

bool acl_collection_read(struct str bytes, struct arena *arena,
                         struct acl_collection *ret_collection, struct err *err)
{
    struct scan scan = { .arena = arena, .text = acl_text_init() };
    const struct xml_walker walker = { .expected = "a file of the ACL Anthology",
                                       .kind = "file of the ACL Anthology",
                                       .start = on_start,
                                       .text = on_text,
                                       .end = on_end,
                                       .context = &scan };
    bool read = xml_walk(bytes, &walker, &scan.collection.whole, err);
    acl_text_done(&scan.text);
    if (read)
        *ret_collection = scan.collection;
    return read;
}
