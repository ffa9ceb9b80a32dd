/* What the groups of an edition are called, whichever source says it; see venue.h.
 * The vocabulary is that of OpenReview's venues, of the virtual sites' decisions, of
 * paperlists' statuses and of the Anthology's and AAAI's tracks. */
#include "model/venue.h"

#include "base/utf8.h"
#include "model/paper.h"

#include <string.h>

enum { FOLDED_MAX = 60 };

/* By letters, digits and % in small; NULL: it says nothing. */
static const struct {
    const char *folded, *name;
} names[] = {
    { "", NULL },
    { "na", NULL },
    { "none", NULL },
    { "null", NULL },
    { "unknown", NULL },
    { "main", NULL },
    { "conference", NULL },
    { "mainconference", NULL },
    { "oral", "Oral" },
    { "talk", "Oral" },
    { "oralposter", "Oral" },
    { "posteroral", "Oral" },
    { "oralpresentation", "Oral" },
    { "notabletop5%", "Top-5%" },
    { "top5%", "Top-5%" },
    { "notabletop25%", "Top-25%" },
    { "top25%", "Top-25%" },
    { "spotlight", "Spotlight" },
    { "spotlightposter", "Spotlight" },
    { "posterspotlight", "Spotlight" },
    { "spotlightpresentation", "Spotlight" },
    { "highlight", "Highlight" },
    { "highlighted", "Highlight" },
    { "highlightposter", "Highlight" },
    { "posterhighlight", "Highlight" },
    { "poster", "Poster" },
    { "regular", "Poster" },
    { "regularposter", "Poster" },
    { "posterpresentation", "Poster" },
    { "invitetoworkshoptrack", "Workshop" },
    { "long", "Long" },
    { "longmain", "Long" },
    { "mainlong", "Long" },
    { "longpaper", "Long" },
    { "longpapers", "Long" },
    { "short", "Short" },
    { "shortmain", "Short" },
    { "mainshort", "Short" },
    { "shortpaper", "Short" },
    { "shortpapers", "Short" },
    { "findings", "Findings" },
    { "longfindings", "Findings" },
    { "shortfindings", "Findings" },
    { "findingslong", "Findings" },
    { "findingsshort", "Findings" },
    { "industry", "Industry" },
    { "industrytrack", "Industry" },
    { "systemdemonstration", "System Demonstrations" },
    { "systemdemonstrations", "System Demonstrations" },
    { "srw", "Student Research Workshop" },
    { "studentresearchworkshop", "Student Research Workshop" },
    { "tutorialabstracts", "Tutorials" },
    { "tutorials", "Tutorials" },
    { "datasetsbenchmarks", "Datasets and Benchmarks" },
    { "datasetsandbenchmarks", "Datasets and Benchmarks" },
    { "datasetsandbenchmarkstrack", "Datasets and Benchmarks" },
    { "trackdatasetsandbenchmarks", "Datasets and Benchmarks" },
};

static const struct {
    const char *group;
    int tier;
} tiers[] = {
    { "Oral", 5 },      { "Top-5%", 5 },    { "Top-25%", 4 },
    { "Spotlight", 4 }, { "Highlight", 3 }, { "Poster", 1 },
};

/* What an edition's programme says before a group, so that it need not be shown. */
static const char *const openings[] = {
    "AAAI Technical Track on ",         "AAAI Technical Track: ",
    "AAAI Special Track on ",           "AAAI Special Track: ",
    "AAAI Special Technical Track on ", "AAAI Special Technical Track: ",
};

static bool skip_nocase(struct str *text, struct str prefix)
{
    if (!str_eq_nocase(str_upto(*text, prefix.len), prefix))
        return false;
    *text = str_from(*text, prefix.len);
    return true;
}

/* One space for each run of white space and controls; nothing that is not seen, or
 * turns what is seen around. */
static struct str fold_space(struct arena *arena, struct str text)
{
    char *folded = arena_alloc(arena, text.len + 1);
    size_t len = 0;
    while (text.len > 0) {
        struct str rest = text;
        bool is_space = (unsigned char)text.ptr[0] <= ' ';
        uint32_t character = utf8_next(&rest);
        size_t bytes = text.len - rest.len;
        if (is_space && len > 0 && folded[len - 1] != ' ')
            folded[len++] = ' ';
        else if (!is_space && !utf8_is_invisible(character)) {
            memcpy(folded + len, text.ptr, bytes);
            len += bytes;
        }
        text = rest;
    }
    return str_trim((struct str){ folded, len });
}

/* "ICLR 2024 oral" is oral; "COLM" alone says nothing. */
static struct str without_edition(struct str text)
{
    struct str rest = text, year;
    struct str series = str_cut_word(&rest);
    if (venue_series_find(series) == NULL)
        return text;
    if (str_trim(rest).len == 0)
        return str_from(rest, rest.len);
    year = str_cut_word(&rest);
    return venue_year(year) != 0 ? str_trim(rest) : text;
}

/* The parts of a long track are numbered: "Machine Learning IV" is Machine Learning. */
static struct str without_number(struct str track)
{
    size_t end = track.len;
    while (end > 0 && strchr("IVX", track.ptr[end - 1]) != NULL)
        end--;
    bool is_number = end > 1 && end < track.len && track.ptr[end - 1] == ' ';
    return is_number ? str_trim(str_upto(track, end)) : track;
}

static struct str without_opening(struct str text)
{
    for (size_t i = 0; i < COUNT_OF(openings); i++)
        if (skip_nocase(&text, str_of(openings[i])))
            return without_number(str_trim(text));
    struct str rest = text;
    return skip_nocase(&rest, LIT("AAAI ")) ? str_trim(rest) : text;
}

/* Letters, digits and % in small, without the word that it was accepted. */
static struct str fold(struct str text, char folded[FOLDED_MAX])
{
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = char_lower(text.ptr[i]);
        bool counts = char_is_letter(c) || char_is_digit(c) || c == '%' ||
                      (unsigned char)c >= 0x80;
        if (counts && len == FOLDED_MAX)
            return text; /* too long for any name of the table */
        if (counts)
            folded[len++] = c;
    }
    struct str word = { folded, len };
    if (str_skip(&word, LIT("accept")))
        (void)(str_skip(&word, LIT("ed")) || str_skip(&word, LIT("as")));
    return word;
}

static bool find_name(struct str folded, const char **ret_name)
{
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (str_eq(folded, str_of(names[i].folded))) {
            *ret_name = names[i].name;
            return true;
        }
    return false;
}

/* Papers of the track for data sets have the conference's tiers; the lowest one tells
 * less than the track. */
static bool find_tier(struct str folded, const char **ret_name)
{
    const char *name = NULL;
    (void)str_skip(&folded, LIT("track"));
    if (!str_skip(&folded, LIT("datasetsandbenchmarks")))
        return false;
    (void)str_skip(&folded, LIT("track"));
    if (!find_name(folded, &name) || venue_group_tier(name) == 0)
        return false;
    bool is_poster = venue_group_tier(name) == venue_group_tier("Poster");
    *ret_name = is_poster ? "Datasets and Benchmarks" : name;
    return true;
}

const char *venue_group_name(struct arena *arena, struct str text)
{
    char room[FOLDED_MAX];
    const char *name = NULL;
    struct str shown = without_opening(without_edition(fold_space(arena, text)));
    if (str_eq(shown, LIT("Main"))) /* a volume's or status's name; "main" a default */
        return "Main";
    struct str folded = fold(shown, room);
    if (find_name(folded, &name) || find_tier(folded, &name))
        return name;
    if (shown.len > PAPER_VENUE_MAX)
        shown = str_trim(str_upto(shown, utf8_floor(shown.ptr, PAPER_VENUE_MAX)));
    return arena_text(arena, shown);
}

int venue_group_tier(const char *group)
{
    for (size_t i = 0; group != NULL && i < COUNT_OF(tiers); i++)
        if (str_eq_nocase(str_of(group), str_of(tiers[i].group)))
            return tiers[i].tier;
    return 0;
}
