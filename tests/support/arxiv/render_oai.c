/* OAI-PMH's XML as arXiv's server writes it (March 2025 and later), and the little by
 * which the one before differed. */
#include "oai.h"

enum { PAGE = 100, IDENTIFIERS_A_RECORD = 8 };

static void put_head(struct buf *out, const struct oai_ask *ask)
{
    char now[TIME_TEXT_SIZE];
    time_to_text(clock_now(), now);
    buf_printf(out,
               "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
               "<OAI-PMH xmlns=\"http://www.openarchives.org/OAI/2.0/\" \n"
               "         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"\n"
               "         xsi:schemaLocation=\"http://www.openarchives.org/OAI/2.0/ "
               "http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd\">\n"
               "    <responseDate>%s</responseDate>\n                <request verb=\"",
               now);
    html_text(out, ask->verb);
    buf_text(out, "\">http://oaipmh.arxiv.org/oai</request>\n\n\n");
}

static void put_field(struct buf *out, const char *name, const char *text)
{
    if (text == NULL)
        return;
    buf_printf(out, "            <%s>", name);
    xml_tex_text(out, text);
    buf_printf(out, "</%s>\n", name);
}

static void put_mail_date(struct buf *out, int64_t time)
{
    int year, month, day;
    int32_t date = utc_day(time);
    int64_t second = time - (int64_t)date * SECONDS_A_DAY;
    day_to_parts(date, &year, &month, &day);
    buf_printf(out, "%.3s, %02d %.3s %d %02d:%02d:%02d GMT",
               weekday_name(day_weekday(date)), day, month_name(month), year,
               (int)(second / 3600), (int)(second / 60 % 60), (int)(second % 60));
}

static bool is_withdrawn(const struct fake_paper *paper)
{
    struct str comment = str_of(paper->comment);
    return str_find(comment, LIT("ithdrawn")) < comment.len;
}

/* Between the first version and this one we know of none: they came in between. */
static void put_versions(struct buf *out, const struct fake_paper *paper)
{
    for (int i = 1; i <= paper->version; i++) {
        bool gone = i == paper->version && is_withdrawn(paper);
        buf_printf(out, "            <version version=\"v%d\">\n                <date>",
                   i);
        put_mail_date(out, i == 1 ? paper->published : paper->updated);
        buf_printf(out, "</date>\n                <size>%s</size>\n",
                   gone ? "0kb" : "14kb");
        buf_printf(out, "                    <source_type>%s</source_type>\n",
                   gone ? "I" : "D");
        buf_text(out, "            </version>\n");
    }
}

static void put_authors(struct buf *out, const struct fake_paper *paper)
{
    buf_text(out, "        <authors>");
    for (size_t i = 0; i < paper->authors.count; i++) {
        buf_text(out, i == 0 ? "" : ", ");
        xml_tex_text(out, paper->authors.items[i]);
        if (paper->affiliation != NULL) {
            buf_text(out, " (");
            xml_tex_text(out, paper->affiliation);
            buf_text(out, ")");
        }
    }
    buf_text(out, "</authors>\n        <categories>");
    for (size_t i = 0; i < paper->categories.count; i++) {
        buf_text(out, i == 0 ? "" : " ");
        buf_text(out, paper->categories.items[i]);
    }
    buf_text(out, "</categories>\n");
}

static void put_metadata(struct buf *out, const struct fake_paper *paper)
{
    buf_printf(out,
               "            <metadata>\n                        <arXivRaw"
               " xmlns=\"http://arxiv.org/OAI/arXivRaw/\">\n        <id>%s</id>\n"
               "        <submitter>Somebody</submitter>\n",
               paper->id);
    put_versions(out, paper);
    put_field(out, "title", paper->title);
    put_authors(out, paper);
    put_field(out, "comments", paper->comment);
    put_field(out, "acm-class", "None");
    put_field(out, "journal-ref", paper->journal_ref);
    put_field(out, "doi", paper->doi);
    put_field(out, "license", paper->license);
    buf_text(out, "            <abstract>  ");
    xml_tex_text(out, paper->abstract);
    buf_text(out, "</abstract>\n    </arXivRaw>\n\n            </metadata>\n");
}

static void put_header(struct buf *out, const struct oai_record *record)
{
    char day[DAY_TEXT_SIZE];
    day_to_text(record->day, day);
    buf_printf(out,
               "                <header%s>\n        <identifier>oai:arXiv.org:%s"
               "</identifier>\n        <datestamp>%s</datestamp>\n    </header>\n\n",
               record->deleted ? " status=\"deleted\"" : "", record->paper->id, day);
}

static void put_record(struct buf *out, const struct oai_record *record)
{
    buf_text(out, "                    <record>\n");
    put_header(out, record);
    if (!record->deleted)
        put_metadata(out, record->paper);
    buf_text(out, "        </record>\n\n");
}

static void put_token(struct buf *out, const struct oai_play *play,
                      const struct oai_ask *ask, const struct oai_list *list,
                      const char *token)
{
    if (token == NULL && !ask->goes_on)
        return;
    buf_text(out, "                    <resumptionToken");
    if (play->old)
        buf_printf(out, " cursor=\"%zu\" completeListSize=\"%zu\"", ask->skip,
                   list->size);
    else if (token != NULL)
        buf_text(out, " expirationDate='2199-01-01T00:00:00Z'");
    buf_char(out, '>');
    xml_text(out, token == NULL ? "" : token);
    buf_text(out, "</resumptionToken>\n\n");
}

static void put_list(struct buf *out, const struct oai_play *play,
                     const struct oai_ask *ask, const struct oai_list *list,
                     struct arena *arena)
{
    bool headers = strcmp(ask->verb, "ListIdentifiers") == 0;
    size_t page = play->page == 0 ? PAGE : play->page;
    size_t count = headers ? page * IDENTIFIERS_A_RECORD : page;
    if (count > list->count)
        count = list->count;
    bool more = count < list->count || play->loops || play->endless;
    buf_printf(out, "    <%s>\n", ask->verb);
    for (size_t i = 0; i < count; i++)
        if (headers)
            put_header(out, &list->items[i]);
        else
            put_record(out, &list->items[i]);
    put_token(out, play, ask, list,
              more ? oai_token(play, ask, list, count, arena) : NULL);
    buf_printf(out, "    </%s>\n", ask->verb);
}

static void put_error(struct buf *out, const char *code, const char *words)
{
    buf_printf(out, "    <error code='%s'>%s</error>\n", code, words);
}

static void put_one(const struct scene *scene, const struct oai_play *play,
                    const struct oai_ask *ask, struct buf *out)
{
    struct str id = str_of(ask->identifier);
    struct oai_record record = { 0 };
    if (str_skip(&id, LIT("oai:arXiv.org:")))
        record = oai_record_of(scene, play, id.ptr);
    if (record.paper == NULL) {
        put_error(out, "idDoesNotExist", "The value of the identifier is unknown.");
        return;
    }
    buf_text(out, "    <GetRecord>\n");
    put_record(out, &record);
    buf_text(out, "    </GetRecord>\n");
}

void render_oai(const struct scene *scene, const struct oai_play *play,
                const struct oai_ask *ask, struct answer *answer)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct buf *out = &answer->body;
    answer->content_type = "text/xml; charset=utf-8";
    put_head(out, ask);
    bool lists = strcmp(ask->verb, "ListRecords") == 0 ||
                 strcmp(ask->verb, "ListIdentifiers") == 0;
    struct oai_list list = { 0 };
    if (lists && ask->error == NULL)
        list = oai_list(scene, play, ask, &arena);
    if (!lists && strcmp(ask->verb, "GetRecord") != 0)
        put_error(out, "badVerb", "Invalid verb provided");
    else if (ask->error != NULL)
        put_error(out, ask->error, ask->reason);
    else if (!lists)
        put_one(scene, play, ask, out);
    else if (list.count == 0)
        put_error(out, "noRecordsMatch", "The arguments result in an empty list.");
    else
        put_list(out, play, ask, &list, &arena);
    buf_text(out, "</OAI-PMH>\n");
}
