/* The headings of a listing page: which day, which section, and how many. Pure. */
#ifndef SOURCE_LIST_HEADING_H
#define SOURCE_LIST_HEADING_H

#include "model/announcement.h"

struct list_heading {
    int32_t day;     /* "… for Wednesday, 12 August 2026"; DAY_NONE = it names none */
    bool is_section; /* "New submissions …", "Cross …", "Replacement …" */
    enum section section;
    bool counted; /* "(… showing [first|last] 79 of 120 entries)" */
    int64_t shown, total;
};

struct list_heading list_heading_read(struct str text);

#endif
