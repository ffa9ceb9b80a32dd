/* The cards of proceedings against the markup that clients of papers.cool parse, as
 * recorded from it: the same elements with the same ids and classes in the same order,
 * whatever else stands between them. */
#include "site/test_venue.h"

enum { WORDS_MAX = 16 };

/* A start tag: its name, and the attributes that clients look for. */
struct tag {
    struct str name, id, classes, title, data;
};

static struct str attribute(struct str tag, const char *name)
{
    CLEANUP(buf_done) struct buf mark = buf_upto(40);
    buf_printf(&mark, " %s=\"", name);
    size_t at = str_find(tag, buf_str(&mark));
    if (at == tag.len)
        return (struct str){ 0 };
    struct str rest = str_from(tag, at + mark.len);
    return str_upto(rest, str_find_char(rest, '"'));
}

/* Takes text up to the next start tag off *html; false: there is none. */
static bool next_tag(struct str *html, struct tag *ret_tag)
{
    for (size_t at; (at = str_find_char(*html, '<')) < html->len;) {
        *html = str_from(*html, at + 1);
        struct str tag = str_upto(*html, str_find_char(*html, '>'));
        if (tag.len == 0 || !char_is_lower(tag.ptr[0]))
            continue;
        struct str rest = tag;
        *ret_tag = (struct tag){ str_cut(&rest, ' '), attribute(tag, "id"),
                                 attribute(tag, "class"), attribute(tag, "title"),
                                 attribute(tag, "data") };
        return true;
    }
    return false;
}

static bool has_word(struct str words, struct str word)
{
    while (words.len > 0)
        if (str_eq(str_cut_word(&words), word))
            return true;
    return false;
}

/* Our texts may be translated where theirs may not: that is nobody's contract. */
static bool is_that(const struct tag *ours, const struct tag *theirs)
{
    struct str classes = theirs->classes;
    if (!str_eq(ours->name, theirs->name) || !str_eq(ours->id, theirs->id) ||
        !str_eq(ours->data, theirs->data))
        return false;
    for (size_t i = 0; i < WORDS_MAX && classes.len > 0; i++) {
        struct str word = str_cut_word(&classes);
        if (word.len > 0 && !str_eq(word, LIT("notranslate")) &&
            !has_word(ours->classes, word))
            return false;
    }
    return true;
}

static void check_same_tags(struct str ours, struct str theirs)
{
    struct tag wanted, found;
    size_t count = 0;
    while (next_tag(&theirs, &wanted)) {
        if (wanted.id.len == 0 && wanted.classes.len == 0)
            continue;
        bool there = false;
        while (!there && next_tag(&ours, &found))
            there = is_that(&found, &wanted);
        if (!there)
            fail_msg("<%.*s id=\"%.*s\" class=\"%.*s\"> is missing or in another place",
                     STR_ARG(wanted.name), STR_ARG(wanted.id), STR_ARG(wanted.classes));
        count++;
    }
    assert_true(count > 40);
}

static const char *const first_authors[] = { "Lejun Ai",   "Yulong Li", "Haodong Yi",
                                             "Jixuan Xie", "Yue Wang",  "Jia Liu",
                                             "Min Chen",   "Rui Wang",  NULL };
static const char *const second_authors[] = {
    "Alexandru-Mihai Apostu",  "Andrei Preda",
    "Alexandra Daniela Damir", "Diana Bolocan",
    "Radu Tudor Ionescu",      "Ioana Croitoru",
    "Mihaela Gaman",           NULL
};

static struct venue_entry aaai_entry(struct arena *arena, const char *native,
                                     const char *title, const char *const *authors)
{
    const char *page = arena_printf(
        arena, "https://ojs.aaai.org/index.php/AAAI/article/view/%s", native);
    int64_t number = 0;
    struct err err = { 0 };
    assert_true(str_to_int(str_of(native), 0, 99999, &number, &err));
    return (struct venue_entry){
        .paper = { .branch = BRANCH_VENUE,
                   .key = arena_printf(arena, "%s@AAAI", native),
                   .title = title,
                   .abstract = "In this paper we do it.",
                   .authors = texts(arena, authors),
                   .announced = DAY_NONE,
                   .venue = "AAAI.2026",
                   .group = "Application Domains",
                   .page_url = page,
                   .pdf_url = arena_printf(arena, "%s/%d", page, (int)number + 3962) },
        .position = number,
        .dialect = VENUE_OJS,
    };
}

static bool put_aaai(struct db *db, void *context, struct err *err)
{
    struct arena *arena = context;
    const struct venue_telling telling = { .now = TEST_NOW };
    const struct venue_entry entries[] = {
        aaai_entry(
            arena, "36958",
            "Resource Efficient Sleep Staging via Multi-Level Masking and Prompt "
            "Learning",
            first_authors),
        aaai_entry(arena, "36959",
                   "AutoMalDesc: Large-Scale Script Analysis for Cyber Threat Research",
                   second_authors),
    };
    struct venue_put put;
    for (size_t i = 0; i < COUNT_OF(entries); i++)
        if (!venue_store_put(db, &entries[i], &telling, arena, &put, err))
            return false;
    return true;
}

static struct str recorded(struct arena *arena)
{
    FILE *file = fopen(REAL_DATA "/venues/paperscool/aaai2026_two_cards.html", "re");
    if (file == NULL)
        return (struct str){ 0 };
    CLEANUP(buf_done) struct buf bytes = buf_upto(1 << 20);
    char piece[4096];
    size_t got;
    while ((got = fread(piece, 1, sizeof piece, file)) > 0)
        buf_add(&bytes, (struct str){ piece, got });
    fclose(file);
    return (struct str){ arena_text(arena, buf_str(&bytes)), bytes.len };
}

static void cards_have_the_recorded_elements_in_the_recorded_order(void **state)
{
    struct test_site *site = *state;
    struct arena *arena = &site->test->arena;
    struct str theirs = recorded(arena);
    if (theirs.len == 0) {
        print_message("no recorded page of papers.cool here: nothing was compared\n");
        return;
    }
    assert_ok(site->test,
              store_write(site->test->store, put_aaai, arena, &site->test->err));
    check_get(site, "/venue/AAAI.2026?group=Application%20Domains", 200);
    check_same_tags(buf_str(&site->response.body), theirs);
}

static void what_clients_read_out_of_a_card_is_there(void **state)
{
    struct test_site *site = *state;
    assert_ok(site->test, store_write(site->test->store, put_aaai, &site->test->arena,
                                      &site->test->err));
    check_get(site, "/venue/AAAI.2026?group=Application+Domains", 200);
    check_has(site, "<h1 class=\"notranslate\">AAAI.2026 - Application Domains</h1>");
    check_has(site, "<p class=\"info\">");
    check_has(site, "Total: 2<");
    check_has(site,
              "<a href=\"https://ojs.aaai.org/index.php/AAAI/article/view/36958\" "
              "title=\"1/2\"><span class=\"index notranslate\">#1</span></a>");
    check_has(site, "<a class=\"title-link\" href=\"/venue/36959@AAAI\"");
    check_has(site, "[PDF<sup id=\"pdf-stars-36959@AAAI\"></sup>]");
    check_has(site,
              "<a class=\"subject-1\" href=\"/venue/AAAI.2026?group=Application%20"
              "Domains\" title=\"AAAI.2026\">AAAI.2026 - Application Domains</a>");
    check_has_not(site, "date-data");
    check_has(site, "<p id=\"app-bar-star-36958@AAAI\" hidden><a class=\"i-title\" "
                    "href=\"#36958@AAAI\">");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        site_test(cards_have_the_recorded_elements_in_the_recorded_order),
        site_test(what_clients_read_out_of_a_card_is_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
