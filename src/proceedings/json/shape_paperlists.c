/* papercopilot/paperlists (https://github.com/papercopilot/paperlists): an array of
 * flat objects whose lists are texts, collected from the venues' sites. Beside each
 * paper stands what is known of its authors and reviews; none of that is read. */
#include "proceedings/json/json_member.h"
#include "proceedings/json/json_shape.h"
#include "proceedings/json/json_words.h"

static const char *const author_names[] = { "author", "authors", "author_site" };

/* Its authors are a text. */
static bool recognises(const cJSON *record)
{
    bool is_text = false;
    for (size_t i = 0; i < COUNT_OF(author_names); i++)
        is_text |= json_member_is_text(record, author_names[i]);
    return is_text && json_member_is_text(record, "title");
}

static void read_authors(struct json_reading *reading, const cJSON *record)
{
    for (size_t i = 0; i < COUNT_OF(author_names); i++)
        if (json_member_text(record, author_names[i]).len > 0 &&
            reading->entry.paper.authors.count == 0)
            json_fields_authors(reading, json_member(record, author_names[i]));
}

/* Of no edition: the empty one. */
static struct str series_of(const char *edition)
{
    struct str series = LIT("");
    int year;
    return edition != NULL && paper_edition(edition, &series, &year) ? series : LIT("");
}

/* Series whose ids are OpenReview's, where a row has no address that says so. Where
 * nobody names the edition, the looks of the id are all there is. */
static bool is_of_openreview(const char *edition)
{
    static const char *const all[] = { "ICLR", "NeurIPS", "ICML",  "COLM",
                                       "CoRL", "EMNLP",   "AutoML" };
    return edition == NULL || str_is_one_of(series_of(edition), all, COUNT_OF(all));
}

/* "506e62fe82": the collectors' own number of a row. */
static bool is_hash(struct str id)
{
    return str_has_only(id, STR_DIGITS "abcdef");
}

static bool is_anthology(struct str id)
{
    bool is_new = id.len > 5 && str_has_only(str_upto(id, 4), STR_DIGITS) &&
                  id.ptr[4] == '.' && str_find_char(id, '-') < id.len;
    bool is_old = id.len == 8 && char_is_upper(id.ptr[0]) && id.ptr[3] == '-' &&
                  str_has_only(str_from(id, 4), STR_DIGITS);
    return is_new || is_old;
}

/* "GMwRl2e9Y1", "UkU05GOH7_6" */
static bool may_be_openreview(struct str id, const char *edition)
{
    return id.len >= 9 && id.len <= 12 && !is_hash(id) &&
           str_has_only(id, STR_LETTERS STR_DIGITS "_-") && is_of_openreview(edition);
}

/* An id tells of its site by its looks. */
static void read_id(struct json_reading *reading, struct str id)
{
    if (is_anthology(id) && id.len < PAPER_KEY_MAX)
        json_fields_page(reading, str_of(arena_printf(reading->arena,
                                                      "https://aclanthology.org/%.*s/",
                                                      STR_ARG(id))));
    else if (may_be_openreview(id, reading->entry.paper.venue))
        json_fields_openreview(reading, id);
}

static void read_addresses(struct json_reading *reading, const cJSON *record,
                           struct str id)
{
    static const char *const pages[] = { "site", "proceeding", "oa", "url_paper",
                                         "url" };
    json_fields_openreview(reading, json_member_text(record, "openreview"));
    read_id(reading, id);
    for (size_t i = 0; i < COUNT_OF(pages); i++)
        json_fields_page(reading, json_member_text(record, pages[i]));
    json_fields_pdf(reading, json_member_text(record, "pdf"));
    json_fields_doi(reading, json_member_text(record, "doi"));
    if (reading->entry.arxiv == NULL)
        (void)proceedings_add_id(reading->arena, &reading->entry,
                                 json_member_text(record, "arxiv"));
}

/* IJCAI's programme is tracks, as its own BibTeX names them; that each paper has a
 * poster is a word of the collectors. */
static void read_group(struct json_reading *reading, const cJSON *record)
{
    struct str status = json_member_text(record, "status");
    struct str track = json_member_text(record, "track");
    if (str_eq(series_of(reading->entry.paper.venue), LIT("IJCAI"))) {
        status = LIT("");
        track = str_eq(track, LIT("main")) ? LIT("Main Track") : track;
    }
    json_fields_group(reading, status, track);
}

static void read_words(struct json_reading *reading, const cJSON *record)
{
    json_fields_title(reading, json_member_text(record, "title"));
    json_fields_abstract(reading, json_member_text(record, "abstract"));
    read_authors(reading, record);
    json_fields_subjects(reading, json_member(record, "keywords"));
    json_fields_award(reading, json_member(record, "award"));
    json_fields_code(reading, json_member_text(record, "github"));
    json_fields_code(reading, json_member_text(record, "code"));
    json_fields_code(reading, json_member_text(record, "project"));
    read_group(reading, record);
}

static bool read_row(const cJSON *record, struct json_reading *reading, struct err *err)
{
    struct str id = json_member_id(reading->arena, record, "id");
    if (id.len == 0)
        id = json_member_id(reading->arena, record, "pid");
    if (json_fields_refuse(reading, json_member_text(record, "status")))
        return true;
    if (!json_fields_start(reading, VENUE_PAPERLISTS, NULL, 0, err))
        return false;
    if (reading->left_out != NULL)
        return true;
    read_words(reading, record);
    read_addresses(reading, record, id);
    return json_fields_finish(reading, id, err);
}

const struct json_shape shape_paperlists = { recognises, read_row };
