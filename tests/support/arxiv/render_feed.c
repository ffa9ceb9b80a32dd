/* The daily feeds, as arXiv/arxiv-feed writes them (feed/serializers). */
#include "render.h"

static struct fake_entries entries_now(const struct scene *scene,
                                       const struct category_wish *wish,
                                       struct arena *arena)
{
    struct fake_entries shown = { 0 };
    size_t day = scene->stale && scene->day > 0 ? scene->day - 1 : scene->day;
    if (scene->weekend)
        return shown;
    struct fake_entries all = world_announced(scene->world, day, wish, arena);
    for (size_t i = 0; i < all.count; i++)
        if (!scene_has(scene->withheld, all.items[i].paper->id))
            ARENA_PUSH(arena, &shown, all.items[i]);
    if (shown.count > scene->feed_limit) { /* the lowest ids of `new` are lost */
        shown.items += shown.count - scene->feed_limit;
        shown.count = scene->feed_limit;
    }
    return shown;
}

static int32_t feed_day(const struct scene *scene)
{
    return scene->world->items[scene->day].date + (scene->weekend ? 1 : 0);
}

/* Thu, 18 Sep 2025 00:00:00 -0400 */
static void put_mail_date(struct buf *out, int32_t day, int hours, int seconds,
                          const char *zone)
{
    int year, month, day_of_month;
    day_to_parts(day, &year, &month, &day_of_month);
    buf_printf(out, "%.3s, %02d %.3s %d %02d:00:%02d %s",
               weekday_name(day_weekday(day)), day_of_month, month_name(month), year,
               hours, seconds, zone);
}

static int eastern_hours(int32_t day)
{
    return (int)(eastern_offset(eastern_instant(day, 0)) / 3600);
}

static void put_midnight(struct buf *out, int32_t day)
{
    put_mail_date(out, day, 0, 0, eastern_hours(day) == 4 ? "-0400" : "-0500");
}

/* "A One (Univ), B Two (Univ)"; a single name has an empty first name before it. */
static void put_creators(struct buf *out, const struct fake_paper *paper)
{
    for (size_t i = 0; i < paper->authors.count; i++) {
        const char *name = paper->authors.items[i];
        if (i > 0)
            buf_text(out, ", ");
        if (strchr(name, ' ') == NULL)
            buf_char(out, ' ');
        xml_tex_text(out, name);
        if (paper->affiliation != NULL) {
            buf_text(out, " (");
            xml_tex_text(out, paper->affiliation);
            buf_char(out, ')');
        }
    }
}

static void put_element(struct buf *out, const char *indent, const char *name,
                        const char *text)
{
    if (text == NULL)
        return;
    buf_printf(out, "%s<%s>", indent, name);
    xml_tex_text(out, text);
    buf_printf(out, "</%s>\n", name);
}

static void put_summary(struct buf *out, const struct fake_entry *entry)
{
    buf_printf(out, "arXiv:%sv%d Announce Type: %s \nAbstract: ", entry->paper->id,
               entry->paper->version, fake_section_name(entry->section));
    xml_tex_text(out, entry->paper->abstract);
}

static void put_rss_item(struct buf *out, const struct fake_entry *entry, int32_t day)
{
    const struct fake_paper *paper = entry->paper;
    const char *indent = "      ";
    buf_text(out, "    <item>\n");
    put_element(out, indent, "title", paper->title);
    buf_printf(out, "      <link>https://arxiv.org/abs/%s</link>\n      <description>",
               paper->id);
    put_summary(out, entry);
    buf_printf(out,
               "</description>\n"
               "      <guid isPermaLink=\"false\">oai:arXiv.org:%sv%d</guid>\n",
               paper->id, paper->version);
    for (size_t i = 0; i < paper->categories.count; i++)
        put_element(out, indent, "category", paper->categories.items[i]);
    buf_text(out, "      <pubDate>");
    put_midnight(out, day);
    buf_text(out, "</pubDate>\n");
    put_element(out, indent, "arxiv:announce_type", fake_section_name(entry->section));
    put_element(out, indent, "dc:rights", paper->license);
    put_element(out, indent, "arxiv:DOI", paper->doi);
    put_element(out, indent, "arxiv:journal_reference", paper->journal_ref);
    buf_text(out, "      <dc:creator>");
    put_creators(out, paper);
    buf_text(out, "</dc:creator>\n    </item>\n");
}

/* "cs, math.AG" in titles, "cs+math.AG" in links. */
static void put_names(struct buf *out, const struct category_wish *wish,
                      const char *glue)
{
    for (size_t i = 0; i < wish->names.count; i++) {
        buf_text(out, i > 0 ? glue : "");
        xml_text(out, wish->names.items[i]);
    }
}

static const char rss_open[] =
    "<?xml version='1.0' encoding='UTF-8'?>\n"
    "<rss xmlns:arxiv=\"http://arxiv.org/schemas/atom\""
    " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
    " xmlns:atom=\"http://www.w3.org/2005/Atom\""
    " xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" version=\"2.0\">\n"
    "  <channel>\n";

static void put_rss_head(struct buf *out, const struct category_wish *wish, int32_t day)
{
    buf_text(out, rss_open);
    buf_text(out, "    <title>");
    put_names(out, wish, ", ");
    buf_text(out, " updates on arXiv.org</title>\n    <link>http://rss.arxiv.org/rss/");
    put_names(out, wish, "+");
    buf_text(out, "</link>\n    <description>");
    put_names(out, wish, ", ");
    buf_text(out, " updates on the arXiv.org e-print archive.</description>\n"
                  "    <atom:link href=\"http://rss.arxiv.org/rss/");
    put_names(out, wish, "+");
    buf_text(out, "\" rel=\"self\" type=\"application/rss+xml\"/>\n"
                  "    <docs>http://www.rssboard.org/rss-specification</docs>\n"
                  "    <language>en-us</language>\n    <lastBuildDate>");
    put_mail_date(out, day, eastern_hours(day), 2, "+0000");
    buf_text(out, "</lastBuildDate>\n"
                  "    <managingEditor>rss-help@arxiv.org</managingEditor>\n"
                  "    <pubDate>");
    put_midnight(out, day);
    buf_text(out, "</pubDate>\n    <skipDays>\n      <day>Sunday</day>\n"
                  "      <day>Saturday</day>\n    </skipDays>\n");
}

static const char *unknown_name(const struct scene *scene,
                                const struct category_wish *wish)
{
    for (size_t i = 0; i < wish->names.count; i++)
        if (!world_knows_category(scene->world, wish->names.items[i]))
            return wish->names.items[i];
    return wish->names.count == 0 ? "" : NULL;
}

static void put_bad_name(struct buf *out, const char *name)
{
    bool subject = strchr(name, '.') != NULL;
    buf_text(out, subject ? "Bad subject class '" : "Bad archive '");
    xml_text(out, subject ? strchr(name, '.') + 1 : name);
    buf_text(out, subject
                      ? "'. Valid subject classes for the archive 'cs' are: "
                        "AI, AR, CC, CE, CG, CL, CR, CV, …"
                      : "'. Valid archive names are: astro-ph, cond-mat, cs, econ, …");
}

/* arXiv answers 400, with a feed that says why. */
static void rss_refusal(const char *query, const char *name, int32_t day,
                        struct answer *answer)
{
    struct buf *out = &answer->body;
    answer->status = 400;
    buf_text(out, rss_open);
    buf_text(out, "    <title>Feed error for query: http://rss.arxiv.org/rss/");
    xml_text(out, query);
    buf_text(out, "</title>\n    <link>http://rss.arxiv.org/rss/");
    xml_text(out, query);
    buf_text(out, "</link>\n    <description>");
    put_bad_name(out, name);
    buf_text(out, "</description>\n    <language>en-us</language>\n    <pubDate>");
    put_midnight(out, day);
    buf_text(out, "</pubDate>\n  </channel>\n</rss>\n");
}

void render_rss(const struct scene *scene, const char *query, struct answer *answer)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct category_wish wish = category_wish_read(&arena, query);
    int32_t day = feed_day(scene);
    answer->content_type = "application/rss+xml";
    const char *unknown = unknown_name(scene, &wish);
    if (unknown != NULL) {
        rss_refusal(query, unknown, day, answer);
        return;
    }
    struct fake_entries entries = entries_now(scene, &wish, &arena);
    put_rss_head(&answer->body, &wish, day);
    for (size_t i = 0; i < entries.count; i++)
        put_rss_item(&answer->body, &entries.items[i], day);
    buf_text(&answer->body, "  </channel>\n</rss>\n");
}

/* ---- Atom ---- */

static void put_iso(struct buf *out, int32_t day, const char *clock)
{
    char text[DAY_TEXT_SIZE];
    day_to_text(day, text);
    buf_printf(out, "%sT%s", text, clock);
}

static void put_generated(struct buf *out, int32_t day)
{
    put_iso(out, day,
            eastern_hours(day) == 4 ? "04:00:19.866337+00:00"
                                    : "05:00:19.866337+00:00");
}

static void put_atom_entry(struct buf *out, const struct fake_entry *entry, int32_t day)
{
    const struct fake_paper *paper = entry->paper;
    const char *indent = "    ";
    buf_printf(out, "  <entry>\n    <id>oai:arXiv.org:%sv%d</id>\n", paper->id,
               paper->version);
    put_element(out, indent, "title", paper->title);
    buf_text(out, "    <updated>");
    put_generated(out, day);
    buf_printf(
        out,
        "</updated>\n    <link href=\"https://arxiv.org/abs/%s\" rel=\"alternate\""
        " type=\"text/html\"/>\n    <summary>",
        paper->id);
    put_summary(out, entry);
    buf_text(out, "</summary>\n");
    for (size_t i = 0; i < paper->categories.count; i++)
        buf_printf(out, "    <category term=\"%s\"/>\n", paper->categories.items[i]);
    buf_text(out, "    <published>");
    put_iso(out, day, eastern_hours(day) == 4 ? "00:00:00-04:00" : "00:00:00-05:00");
    buf_text(out, "</published>\n");
    put_element(out, indent, "arxiv:announce_type", fake_section_name(entry->section));
    put_element(out, indent, "dc:rights", paper->license);
    put_element(out, indent, "arxiv:journal_reference", paper->journal_ref);
    put_element(out, indent, "arxiv:DOI", paper->doi);
    buf_text(out, "    <dc:creator>");
    put_creators(out, paper);
    buf_text(out, "</dc:creator>\n  </entry>\n");
}

static void put_atom_head(struct buf *out, const char *query, int32_t day)
{
    buf_text(out, "<?xml version='1.0' encoding='UTF-8'?>\n"
                  "<feed xmlns:arxiv=\"http://arxiv.org/schemas/atom\""
                  " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
                  " xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en-us\">\n"
                  "  <id>http://rss.arxiv.org/atom/");
    xml_text(out, query);
    buf_text(out, "</id>\n");
    buf_text(out, "  <updated>");
    put_generated(out, day);
    buf_text(out, "</updated>\n  <link href=\"http://rss.arxiv.org/atom/");
    xml_text(out, query);
    buf_text(out, "\" rel=\"self\" type=\"application/atom+xml\"/>\n");
}

void render_atom(const struct scene *scene, const char *query, struct answer *answer)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct category_wish wish = category_wish_read(&arena, query);
    struct buf *out = &answer->body;
    int32_t day = feed_day(scene);
    const char *unknown = unknown_name(scene, &wish);
    answer->content_type = "application/atom+xml";
    put_atom_head(out, query, day);
    if (unknown != NULL) {
        answer->status = 400;
        buf_text(out, "  <title>Feed error for query: http://rss.arxiv.org/atom/");
        xml_text(out, query);
        buf_text(out, "</title>\n  <subtitle>");
        put_bad_name(out, unknown);
        buf_text(out, "</subtitle>\n</feed>\n");
        return;
    }
    buf_text(out, "  <title>");
    put_names(out, &wish, ", ");
    buf_text(out, " updates on arXiv.org</title>\n  <subtitle>");
    put_names(out, &wish, ", ");
    buf_text(out, " updates on the arXiv.org e-print archive.</subtitle>\n");
    struct fake_entries entries = entries_now(scene, &wish, &arena);
    for (size_t i = 0; i < entries.count; i++)
        put_atom_entry(out, &entries.items[i], day);
    buf_text(out, "</feed>\n");
}
