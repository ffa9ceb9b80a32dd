/* The status on a terminal: what an operator must see without searching. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "site/status/status_text.h"

#include "base/clock.h"

#include <string.h>

static const char a_status[] =
    "{\"version\":\"1.2\",\"fetching\":true,\"read_at\":\"2026-04-24T04:12:03Z\","
    "\"next_at\":\"2026-04-24T04:30:00Z\",\"stored\":{\"papers\":706750,"
    "\"provisional\":2,\"announcements\":5000,\"days\":20,\"wanted\":3,"
    "\"bytes\":1900000000,\"first_day\":\"2026-03-27\",\"last_day\":\"2026-04-24\"},"
    "\"faq\":{\"ready\":1200,\"running\":2,\"dead\":1,\"paused\":true,"
    "\"spent_day\":0.290001,\"spent_month\":12.5},"
    "\"served\":{\"requests\":12,\"cache_hits\":3,\"errors\":1,\"refused\":0},"
    "\"venues\":{\"series\":2,\"editions\":3,\"papers\":4120,\"lacking\":1},"
    "\"venue_sources\":[{\"name\":\"ICLR.2025\",\"checked_at\":null,"
    "\"failed_at\":\"2026-04-24T03:20:00Z\",\"problem\":\"answered 404\"},"
    "{\"name\":\"ACL.2024\",\"checked_at\":\"2026-04-24T03:20:00Z\","
    "\"failed_at\":null,\"problem\":null}],"
    "\"sources\":[{\"name\":\"list cs.CL\",\"checked_at\":\"2026-04-24T04:12:03Z\","
    "\"failed_at\":null,\"problem\":null},{\"name\":\"rss cs.CL\",\"checked_at\":null,"
    "\"failed_at\":\"2026-04-24T04:10:03Z\",\"problem\":\"HTTP \\u001b[31m503\"}],"
    "\"missing\":[{\"date\":\"2026-04-24\",\"category\":\"cs.CL\",\"section\":\"new\","
    "\"announced\":132,\"stored\":130,\"missing\":[\"2604.00003\",\"2604.00007\"]},"
    "{\"date\":\"2026-04-23\",\"category\":\"cs.CV\",\"section\":\"new\","
    "\"announced\":null,\"stored\":0,\"missing\":[]}]}";

static const char *text_of(const char *json, bool by_daemon, struct arena *arena)
{
    CLEANUP(json_done) cJSON *tree = NULL;
    CLEANUP(buf_done) struct buf out = buf_upto(1 << 20);
    struct err err;
    int64_t now = 0;
    assert_true(json_read(str_of(json), &tree, &err));
    assert_true(time_from_text(LIT("2026-04-24T04:20:00Z"), &now, &err));
    status_text_write(&out, tree, by_daemon, now, arena);
    return arena_text(arena, buf_str(&out));
}

static void everything_is_said_in_few_lines(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    assert_string_equal(
        text_of(a_status, true, &arena),
        "paperfeed 1.2, the daemon is running\n"
        "arXiv    read 7 minutes ago (2026-04-24 04:12:03 UTC), next at 04:30 UTC\n"
        "stored   706,750 papers, 1.9 GB; 5,000 announcements on 20 days, 2026-03-27 "
        "to "
        "2026-04-24\n"
        "waiting  3 papers to be fetched, 2 known from an announcement only\n"
        "venues   3 editions of 2 series, 4,120 papers; 1 edition lacks papers\n"
        "missing  from 2 lists\n"
        "         2026-04-24 cs.CL              new           130 of 132: 2604.00003 "
        "2604.00007\n"
        "         2026-04-23 cs.CV              new           was not seen\n"
        "problems rss cs.CL, 9 minutes ago: HTTP  [31m503\n"
        "         ICLR.2025, 1 hour ago: answered 404\n"
        "FAQs     1,200 waiting (paused), 2 running, 1 dead; spent 0.290001 today, "
        "12.50 this month\n"
        "served   12 requests, 3 from the page cache; 1 error, 0 refused\n");
}

static void an_empty_folder_has_nothing_to_tell(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    assert_string_equal(text_of("{\"version\":\"1.2\",\"missing\":[]}", false, &arena),
                        "paperfeed 1.2, no daemon is running\n"
                        "arXiv    not all categories were read yet\n"
                        "stored   0 papers, 0 bytes\n"
                        "waiting  0 papers to be fetched, 0 known from an announcement "
                        "only\n"
                        "missing  nothing\n"
                        "problems none\n");
}

static void a_long_row_is_cut(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(buf_done) struct buf json = buf_upto(10000);
    buf_text(&json, "{\"missing\":[{\"announced\":20,\"stored\":8,\"missing\":[\"0\"");
    for (int i = 1; i < 12; i++)
        buf_printf(&json, ",\"%d\"", i);
    buf_text(&json, "]}]}");
    const char *text = text_of(json.ptr, true, &arena);
    assert_non_null(strstr(text, "8 of 20: 0 1 2 3 4 5 6 7 8 9 and 2 more\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_is_said_in_few_lines),
        cmocka_unit_test(an_empty_folder_has_nothing_to_tell),
        cmocka_unit_test(a_long_row_is_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
