/* One line of the arXiv metadata dump to a record; see kaggle.h. */
#include "source/kaggle.h"

#include "source/entry.h"
#include "source/kaggle_id.h"

static struct str member_text(const cJSON *object, const char *name)
{
    const cJSON *member = cJSON_GetObjectItemCaseSensitive(object, name);
    return cJSON_IsString(member) ? str_of(member->valuestring) : LIT("");
}

static bool needed_text(const cJSON *object, const char *name, struct str *ret_text,
                        struct err *err)
{
    struct str text = str_trim(member_text(object, name));
    if (text.len == 0)
        return err_set(err, ERR_INVALID, "the record has no “%s”", name);
    *ret_text = text;
    return true;
}

/* "v3" gives 3; 0 = not a version. */
static int version_number(struct str text)
{
    int64_t number = 0;
    struct err ignored;
    bool read =
        str_skip(&text, LIT("v")) && str_to_int(text, 1, 9999, &number, &ignored);
    return read ? (int)number : 0;
}

static void read_version(const cJSON *version, struct paper *paper)
{
    int number = version_number(member_text(version, "version"));
    int64_t created = 0;
    struct err ignored;
    if (number == 0 ||
        !time_from_mail(member_text(version, "created"), &created, &ignored))
        return;
    if (number == 1)
        paper->published = created;
    if (number > paper->version) {
        paper->version = number;
        paper->updated = created;
    }
}

static void read_dates(const cJSON *object, struct paper *paper)
{
    const cJSON *version = NULL;
    cJSON_ArrayForEach(version, cJSON_GetObjectItemCaseSensitive(object, "versions"))
        read_version(version, paper);
    int32_t day = 0;
    struct err ignored;
    if (paper->updated == 0 &&
        day_from_text(member_text(object, "update_date"), &day, &ignored))
        paper->updated = (int64_t)day * SECONDS_A_DAY;
}

static void read_categories(struct arena *arena, const cJSON *object,
                            struct source_entry *entry)
{
    struct str codes = member_text(object, "categories");
    while (codes.len > 0)
        entry_add_category(arena, entry, str_cut(&codes, ' '));
}

static const char *line_of(struct arena *arena, const cJSON *object, const char *name)
{
    return entry_text(arena, member_text(object, name), TEX_TITLE, PAPER_FIELD_MAX);
}

static bool start_entry(struct arena *arena, const cJSON *object,
                        struct source_entry *ret_entry, struct err *err)
{
    struct str id;
    char repaired[KAGGLE_ID_SIZE];
    if (!needed_text(object, "id", &id, err))
        return false;
    if (kaggle_id_repair(id, repaired))
        id = str_of(repaired);
    return entry_start(arena, id, ret_entry, err);
}

static bool read_object(const cJSON *object, struct arena *arena,
                        struct source_entry *ret_entry, struct err *err)
{
    struct str title;
    struct source_entry entry;
    if (!start_entry(arena, object, &entry, err) ||
        !needed_text(object, "title", &title, err))
        return false;
    struct paper *paper = &entry.paper;
    paper->title = entry_text(arena, title, TEX_TITLE, PAPER_TITLE_MAX);
    paper->abstract = entry_text(arena, member_text(object, "abstract"), TEX_ABSTRACT,
                                 PAPER_ABSTRACT_MAX);
    paper->comment = line_of(arena, object, "comments");
    paper->journal_ref = line_of(arena, object, "journal-ref");
    paper->doi = entry_plain(arena, member_text(object, "doi"), PAPER_FIELD_MAX);
    paper->license = entry_url(arena, member_text(object, "license"));
    entry_add_authors(arena, &entry, member_text(object, "authors"));
    read_categories(arena, object, &entry);
    read_dates(object, paper);
    entry_finish(arena, &entry);
    *ret_entry = entry;
    return true;
}

bool kaggle_read_line(struct str line, struct arena *arena,
                      struct source_entry *ret_entry, struct err *err)
{
    CLEANUP(json_done) cJSON *object = NULL;
    if (line.len > KAGGLE_LINE_MAX)
        return err_set(err, ERR_LIMIT, "the line is over %d MiB",
                       KAGGLE_LINE_MAX >> 20);
    if (!json_read(line, &object, err))
        return false;
    if (!cJSON_IsObject(object))
        return err_set(err, ERR_INVALID, "the line is not a JSON object");
    return read_object(object, arena, ret_entry, err);
}
