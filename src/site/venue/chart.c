/* Geometry of charts; see chart.h. */
#include "site/venue/chart.h"

#include "site/words.h"

#include <inttypes.h>

enum {
    ROW = 36,      /* pixels of a bar with its text */
    ROW_TEXT = 15, /* the text's base line in it */
    ROW_BAR = 22,  /* where the bar begins */
    TEXT_MAX = 40, /* bytes; more would meet the value on a phone */

    COLUMN_TOP = 18, /* pixels; above it is room for a value */
    COLUMN_BASE = 150,
    COLUMN_LABEL = 168,
    COLUMNS_HEIGHT = 174,
    LABELS_MAX = 8,    /* across a phone, where each year has one */
    LABELS_FEW = 7,    /* where not: those at the ends stand closer */
    YEARS_MIN = 5,     /* fewer would be blocks, not columns */
    COLUMN_SHARE = 72, /* percent of a year's room */
};

static const char *percent(struct arena *arena, double share)
{
    return arena_printf(arena, "%.2f%%", share * 100);
}

static const char *said(struct arena *arena, const struct chart *chart,
                        const struct chart_bar *bar)
{
    const char *count =
        chart->of[0] == '\0'
            ? words_count(arena, bar->value, chart->one, chart->many)
            : arena_printf(arena, "%s%s", words_number(arena, bar->value), chart->of);
    return arena_printf(arena, "%s: %s", bar->text, count);
}

static int64_t most_of(const struct chart *chart)
{
    int64_t most = chart->most > 0 ? chart->most : 1;
    for (size_t i = 0; chart->most == 0 && i < chart->count; i++)
        if (chart->bars[i].value > most)
            most = chart->bars[i].value;
    return most;
}

static double share_of(int64_t value, int64_t most)
{
    double share = (double)value / (double)most;
    return share > 1 ? 1 : share < 0 ? 0 : share;
}

static void set_head(cJSON *object, const struct chart *chart, int64_t height)
{
    json_set_text(object, "id", chart->id);
    json_set_text(object, "title", chart->title);
    json_set_text(object, "note", chart->note);
    json_set_int(object, "height", height);
}

static void add_bar(cJSON *list, struct arena *arena, const struct chart *chart,
                    size_t index)
{
    const struct chart_bar *bar = &chart->bars[index];
    int64_t top = (int64_t)index * ROW;
    cJSON *row = json_add_object(list);
    json_set_text(row, "text", words_excerpt(arena, bar->text, TEXT_MAX));
    json_set_text(
        row, "value",
        arena_printf(arena, "%s%s", words_number(arena, bar->value), chart->of));
    json_set_text(row, "said", said(arena, chart, bar));
    json_set_text(row, "url", bar->url);
    json_set_bool(row, "on", bar->on);
    json_set_int(row, "text_y", top + ROW_TEXT);
    json_set_int(row, "bar_y", top + ROW_BAR);
    json_set_text(row, "width", percent(arena, share_of(bar->value, most_of(chart))));
}

void chart_add_bars(cJSON *list, struct arena *arena, const struct chart *chart)
{
    if (chart->count == 0)
        return;
    cJSON *object = json_add_object(list);
    set_head(object, chart, (int64_t)chart->count * ROW);
    cJSON *bars = json_set_list(object, "bars");
    for (size_t i = 0; i < chart->count; i++)
        add_bar(bars, arena, chart, i);
}

/* How the columns stand: `first` is the oldest year. Each so manieth year has a label,
 * the one that is on (0: none), else the last, among them. */
struct columns {
    int64_t first, years, most;
    int64_t step, on, labelled;
};

static int64_t year_of(const struct chart_bar *bar)
{
    int64_t year = 0;
    struct err ignored;
    (void)!str_to_int(str_of(bar->text), 0, 9999, &year, &ignored);
    return year;
}

static void add_column(cJSON *list, struct arena *arena, const struct chart *chart,
                       const struct columns *columns, const struct chart_bar *bar)
{
    double room = 1.0 / (double)columns->years;
    int64_t place = year_of(bar) - columns->first;
    int64_t height =
        (int64_t)(share_of(bar->value, columns->most) * (COLUMN_BASE - COLUMN_TOP) +
                  0.5);
    cJSON *column = json_add_object(list);
    json_set_text(column, "said", said(arena, chart, bar));
    json_set_text(column, "url", bar->url);
    json_set_bool(column, "on", bar->on);
    json_set_text(
        column, "x",
        percent(arena, room * ((double)place + (1 - COLUMN_SHARE / 100.0) / 2)));
    json_set_text(column, "middle", percent(arena, room * ((double)place + 0.5)));
    json_set_text(column, "width", percent(arena, room * COLUMN_SHARE / 100.0));
    json_set_int(column, "y", COLUMN_BASE - height);
    json_set_int(column, "height", height);
    json_set_text(column, "value",
                  columns->step == 1 ? words_number(arena, bar->value) : NULL);
    json_set_int(column, "value_y", COLUMN_BASE - height - 5);
}

/* Below the middle of its column; where columns are narrow, those at the ends stay
 * inside the chart. */
static void add_label(cJSON *list, struct arena *arena, const struct columns *columns,
                      int64_t place)
{
    double x = ((double)place + 0.5) / (double)columns->years;
    const char *anchor = "middle";
    if (columns->step > 1 && place == 0) {
        x = 0;
        anchor = "start";
    } else if (columns->step > 1 && place == columns->years - 1) {
        x = 1;
        anchor = "end";
    }
    cJSON *label = json_add_object(list);
    json_set_text(label, "text",
                  arena_printf(arena, "%" PRId64, columns->first + place));
    json_set_bool(label, "on", columns->first + place == columns->on);
    json_set_text(label, "x", percent(arena, x));
    json_set_text(label, "anchor", anchor);
}

static struct columns columns_of(const struct chart *chart)
{
    int64_t last = year_of(&chart->bars[chart->count - 1]);
    struct columns columns = { .first = year_of(&chart->bars[0]),
                               .most = most_of(chart) };
    columns.years = last - columns.first + 1;
    if (columns.years < YEARS_MIN) {
        columns.first -= YEARS_MIN - columns.years;
        columns.years = YEARS_MIN;
    }
    columns.step =
        columns.years <= LABELS_MAX ? 1 : (columns.years + LABELS_FEW - 1) / LABELS_FEW;
    for (size_t i = 0; i < chart->count; i++)
        if (chart->bars[i].on)
            columns.on = year_of(&chart->bars[i]);
    columns.labelled = columns.on > 0 ? columns.on : last;
    return columns;
}

/* What the height of a column means, where there is no room for a value above each. */
static const char *highest(struct arena *arena, const struct chart *chart)
{
    const struct chart_bar *high = &chart->bars[0];
    for (size_t i = 1; i < chart->count; i++)
        if (chart->bars[i].value > high->value)
            high = &chart->bars[i];
    return arena_printf(arena, "Most in %s.", said(arena, chart, high));
}

void chart_set_years(cJSON *object, const char *name, struct arena *arena,
                     const struct chart *chart)
{
    if (chart->count < 2) {
        json_set_null(object, name);
        return;
    }
    struct columns columns = columns_of(chart);
    struct chart noted = *chart;
    if (noted.note == NULL && columns.step > 1)
        noted.note = highest(arena, chart);
    cJSON *years = json_set_object(object, name);
    set_head(years, &noted, COLUMNS_HEIGHT);
    json_set_int(years, "base_y", COLUMN_BASE);
    json_set_int(years, "label_y", COLUMN_LABEL);
    cJSON *list = json_set_list(years, "columns");
    for (size_t i = 0; i < chart->count; i++)
        add_column(list, arena, chart, &columns, &chart->bars[i]);
    list = json_set_list(years, "labels");
    int64_t place = (columns.labelled - columns.first) % columns.step;
    for (; place < columns.years; place += columns.step)
        add_label(list, arena, &columns, place);
}
