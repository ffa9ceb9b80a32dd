/* Wordings of today and of the years before; see list_heading.h. */
#include "source/list_heading.h"

enum { COUNT_MAX = 10000000, CENTURY = 2000 };

static const struct {
    const char *start;
    enum section section;
} sections[] = {
    { "New ", SECTION_NEW },
    { "Cross", SECTION_CROSS },
    { "Replacement", SECTION_REPLACE },
};

/* "Wednesday, 12 August 2026", "Wed, 12 Aug 26 (…)" */
static int32_t read_day(struct str text)
{
    size_t start = str_find(text, LIT(" for "));
    if (start == text.len)
        return DAY_NONE;
    text = str_from(text, start + sizeof " for " - 1);
    size_t comma = str_find_char(text, ',');
    if (comma < text.len)
        text = str_from(text, comma + 1);
    int64_t day_of_month = 0, year = 0;
    int32_t day = DAY_NONE;
    struct err ignored;
    struct str number = str_cut_word(&text);
    int month = month_from_name(str_cut_word(&text));
    if (!str_to_int(number, 1, 31, &day_of_month, &ignored) ||
        !str_to_int(str_cut_word(&text), 0, 2199, &year, &ignored))
        return DAY_NONE;
    if (year < 100)
        year += CENTURY;
    return day_from_parts((int)year, month, (int)day_of_month, &day) ? day : DAY_NONE;
}

static void read_counts(struct str text, struct list_heading *heading)
{
    size_t start = str_find(text, LIT("showing "));
    struct str rest = str_from(text, start + sizeof "showing " - 1);
    struct str word = str_cut_word(&rest);
    if (str_eq(word, LIT("first")) || str_eq(word, LIT("last")))
        word = str_cut_word(&rest);
    struct err ignored;
    int64_t shown = 0, total = 0;
    if (!str_to_int(word, 0, COUNT_MAX, &shown, &ignored) ||
        !str_eq(str_cut_word(&rest), LIT("of")) ||
        !str_to_int(str_cut_word(&rest), 0, COUNT_MAX, &total, &ignored))
        return;
    heading->counted = true;
    heading->shown = shown;
    heading->total = total;
}

struct list_heading list_heading_read(struct str text)
{
    text = str_trim(text);
    struct list_heading heading = { .day = read_day(text) };
    for (size_t i = 0; i < COUNT_OF(sections); i++) {
        if (!str_starts(text, str_of(sections[i].start)))
            continue;
        heading.is_section = true;
        heading.section = sections[i].section;
        read_counts(text, &heading);
    }
    return heading;
}
