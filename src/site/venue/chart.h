/* Bars and columns as numbers that a template draws as SVG. Places across are in
 * percent of whatever width the page has, those down in pixels: so a chart fits a phone
 * and its text is not scaled. Pure; texts live in the caller's arena. */
#ifndef SITE_CHART_H
#define SITE_CHART_H

#include "base/arena.h"
#include "text/json.h"

struct chart_bar {
    const char *text, *url; /* url: where it leads, or NULL */
    int64_t value;
    bool on; /* the one that the page is about */
};
struct chart {
    const char *id, *title;
    const char *note;       /* below it, or NULL */
    const char *of;         /* behind each value: " of 2,260", or "" */
    int64_t most;           /* the value of a full bar; 0: that of the longest */
    const char *one, *many; /* "paper", "papers": what a reader hears */
    const struct chart_bar *bars;
    size_t count;
};

/* Adds {id, title, note, height, bars: [{text, value, said, url, on, text_y, bar_y,
 * width}]}: a bar below the other, its text above it. A value over `most` is a full
 * bar. Nothing where there are no bars. */
void chart_add_bars(cJSON *list, struct arena *arena, const struct chart *chart);
/* The years of a series, oldest first, each bar's text a year; those between that have
 * no bar stay empty. {id, title, note, height, base_y, label_y, columns: [{said, url,
 * on, x, y, width, height, middle, value, value_y}], labels: [{text, on, x, anchor}]}:
 * `value` is null where there is no room for it, and the note then says how much the
 * highest is. NULL for fewer than two. */
void chart_set_years(cJSON *object, const char *name, struct arena *arena,
                     const struct chart *chart);

#endif
