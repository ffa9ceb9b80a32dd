/* What the halves of venue_import.h share. For them only. */
#ifndef WORK_VENUE_IMPORT_PARTS_H
#define WORK_VENUE_IMPORT_PARTS_H

#include "work/parse_child.h"
#include "work/venue/venue_batch.h"
#include "work/venue/venue_import.h"
#include "work/venue/venue_places.h"

struct venue_told {
    struct source_edition *items;
    size_t count, capacity;
};

struct venue_import {
    struct venue_import_options options;
    struct arena *arena; /* of the report */
    struct import_report *report;
    struct venue_batch batch;  /* being gathered */
    struct parse_files *files; /* since the last flush; NULL: none of a stream */
    struct venue_writing writing;
    struct venue_places places;   /* of files that follow each other */
    struct seen_keys names;       /* of the editions in the report */
    struct source_harvest groups; /* sets: what came with a ListSets, in the arena */
    /* Of the file at hand: */
    const struct venue_file *file;
    int64_t read_before; /* it, by the report */
    struct arena file_arena;
    struct venue_told told;
};

/* Starts and ends what is gathered of one file; at its end its editions are told. */
void venue_import_begin(struct venue_import *import, const struct venue_file *file);
NODISCARD bool venue_import_end(struct venue_import *import, struct err *err);

/* What a reader tells, one record each. */
NODISCARD bool venue_import_entry(struct venue_import *import,
                                  const struct source_entry *entry, struct err *err);
NODISCARD bool venue_import_drop(struct venue_import *import, const char *key,
                                 struct err *err);
NODISCARD bool venue_import_edition(struct venue_import *import,
                                    const struct source_edition *edition,
                                    struct err *err);
void venue_import_left_out(struct venue_import *import, const char *why);
void venue_import_broken(struct venue_import *import, const char *where,
                         const char *why);

/* A page of OAI-PMH (venue_import_oai.c). */
NODISCARD bool venue_import_page(struct venue_import *import,
                                 const struct venue_file *file, struct err *err);

#endif
