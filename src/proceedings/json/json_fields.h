/* One paper of a JSON file on its way from a record to an entry: the fields that all
 * shapes have, each read as its kind is. Personal data has no field here. */
#ifndef PROCEEDINGS_JSON_FIELDS_H
#define PROCEEDINGS_JSON_FIELDS_H

#include "proceedings/json/json_home.h"

struct json_abstracts;

struct json_reading {
    struct arena *arena; /* of the record */
    struct json_home *home;
    struct json_abstracts *abstracts; /* told apart from their papers */
    int64_t position;
    struct source_entry entry; /* the paper */
    const char *left_out;      /* or why it is not for us */
    bool is_addition;          /* to a paper that the source tells of elsewhere */
    bool is_kept;              /* nothing to tell: it is kept for records that follow */
    bool page_is_known;        /* page_url is of a site that gives papers their ids */
};

/* Starts the entry. ERR_NOT_FOUND: nobody says of which edition it is. Sets left_out
 * where the operator asked for another one. */
NODISCARD bool json_fields_start(struct json_reading *reading,
                                 enum venue_dialect dialect, const char *series,
                                 int year, struct err *err);
/* Chooses key and page, and checks. */
NODISCARD bool json_fields_finish(struct json_reading *reading, struct str native,
                                  struct err *err);

void json_fields_title(struct json_reading *reading, struct str raw);
void json_fields_abstract(struct json_reading *reading, struct str raw);
/* A text of names (";" first, else ","), or a list of texts or of objects with
 * "fullname", "name", "literal", or "given" and "family". */
void json_fields_authors(struct json_reading *reading, const cJSON *names);
/* A text of them (";" first, else ","), or a list of texts. */
void json_fields_subjects(struct json_reading *reading, const cJSON *subjects);
void json_fields_award(struct json_reading *reading, const cJSON *award);
/* A DOI, also within an address; arXiv's own is the twin. */
void json_fields_doi(struct json_reading *reading, struct str raw);
/* The first link to a code host in it, also without "https://". */
void json_fields_code(struct json_reading *reading, struct str raw);
/* Of a page of the paper: its id, if the site is known, and page_url. */
void json_fields_page(struct json_reading *reading, struct str raw);
void json_fields_pdf(struct json_reading *reading, struct str raw);
/* "GMwRl2e9Y1" is a paper of OpenReview. */
void json_fields_openreview(struct json_reading *reading, struct str id);

/* What was decided, and the part of the programme. A tier over Poster is the group and
 * the track a subject; else the track is the group, so that both are found. */
void json_fields_group(struct json_reading *reading, struct str status,
                       struct str track);
/* Leaves the paper out if its source says that it was not accepted. */
bool json_fields_refuse(struct json_reading *reading, struct str status);

#endif
