/* Where the papers of a JSON file belong, and what the file says about that edition:
 * what the operator asked for, what a header says, what was counted on the way. */
#ifndef PROCEEDINGS_JSON_HOME_H
#define PROCEEDINGS_JSON_HOME_H

#include "proceedings/format.h"
#include "proceedings/key_counts.h"

/* A header: a line of our own before the papers, or what is around a list. */
struct json_header {
    const char *series; /* NULL, 0: not said */
    int year;
    const char *title;
    const char *source; /* "OpenReview": of ids that name none */
    int64_t declared;   /* -1: not said */
    int64_t count;      /* items of a list, whatever they are; -1: not said */
    const char *next;   /* of struct proceedings_page */
    struct text_list names, natives; /* of groups, in order; a native may be "" */
};

/* One edition, as one dialect tells of it. */
struct json_edition {
    const char *name;
    enum venue_dialect dialect;
    struct key_counts keys;
    struct json_header header; /* the last one that was about it */
};

struct json_home {
    const struct proceedings_ask *ask;
    struct arena *arena; /* of the file */
    struct json_header header;
    struct {
        struct json_edition *items;
        size_t count, capacity;
    } editions;
    int64_t entries, left_out, broken; /* told so far */
    int64_t headers;
};

void json_home_done(struct json_home *home);

/* Is it a header's object? A line: it names a venue and no paper. */
bool json_header_recognises(const cJSON *object);
/* What the object says of the papers that follow. ERR_INVALID: it names no edition that
 * could be. */
NODISCARD bool json_header_read(const cJSON *object, struct json_home *home,
                                struct err *err);

enum json_stand { JSON_HERE, JSON_ELSEWHERE, JSON_NOWHERE };
/* The edition of a paper whose record names `series` and `year` (NULL, 0: it does not);
 * left as it was where nobody says and nobody must.
 * JSON_ELSEWHERE: the operator asked for another one. JSON_NOWHERE: nobody says. */
enum json_stand json_home_edition(const struct json_home *home, struct arena *arena,
                                  const char *series, int year,
                                  const char **ret_edition);
/* Counts a paper of its edition. */
void json_home_count(struct json_home *home, const struct source_entry *entry);
/* Tells what the last header says of the list, where it says something. */
NODISCARD bool json_home_tell_page(const struct json_home *home,
                                   const struct proceedings_sink *sink,
                                   struct err *err);
/* Tells the editions that had papers. */
NODISCARD bool json_home_tell(const struct json_home *home,
                              const struct proceedings_sink *sink, struct err *err);

#endif
