/* See venue_visit.h. */
#include "work/venue/venue_visit.h"

bool venue_visit_gives_way(const struct venue_visit *visit)
{
    const struct venue_harvest_options *options = visit->options;
    return options->give_way != NULL && options->give_way(options->context);
}

bool venue_visit_get(struct venue_visit *visit, struct venue_source *source,
                     const char *url, struct http_answer *ret_answer, struct err *err)
{
    const struct venue_ask ask = { .url = url,
                                   .etag = source->etag,
                                   .last_modified = source->last_modified };
    if (!venue_fetch_get(visit->fetch, &ask, visit->arena, ret_answer, err))
        return false;
    if (ret_answer->status == 304)
        return true;
    source->etag = ret_answer->etag;
    source->last_modified = ret_answer->last_modified;
    return true;
}

/* What is left to give. */
struct pieces {
    struct str items[2];
    size_t at;
};

static bool give_piece(void *context, struct str *ret_piece, struct err *err)
{
    struct pieces *pieces = context;
    (void)err;
    while (pieces->at < COUNT_OF(pieces->items) && pieces->items[pieces->at].len == 0)
        pieces->at++;
    bool is_over = pieces->at == COUNT_OF(pieces->items);
    *ret_piece = is_over ? LIT("") : pieces->items[pieces->at++];
    return true;
}

typedef bool import_way(struct venue_import *import, const struct venue_file *file,
                        struct err *err);

static bool import_pieces(struct venue_visit *visit, struct venue_file *file,
                          struct pieces *pieces, import_way *way, struct err *err)
{
    file->name = visit->url;
    file->ask = visit->ask;
    file->input = give_piece;
    file->context = pieces;
    return way(visit->import, file, err);
}

bool venue_visit_import(struct venue_visit *visit, struct venue_file *file,
                        struct str bytes, struct err *err)
{
    struct pieces pieces = { .items = { bytes } };
    return import_pieces(visit, file, &pieces, venue_import_file, err);
}

bool venue_visit_import_both(struct venue_visit *visit, struct venue_file *file,
                             struct str first, struct str second, struct err *err)
{
    struct pieces pieces = { .items = { first, second } };
    return import_pieces(visit, file, &pieces, venue_import_file, err);
}

bool venue_visit_read(struct venue_visit *visit, struct venue_file *file,
                      struct str bytes, struct err *err)
{
    struct pieces pieces = { .items = { bytes } };
    return import_pieces(visit, file, &pieces, venue_import_read, err);
}

static bool put_source(struct db *db, void *context, struct err *err)
{
    return venue_source_put(db, context, err);
}

bool venue_visit_keep_cursor(struct venue_visit *visit, const char *cursor,
                             struct err *err)
{
    visit->source.cursor = cursor;
    return store_write(visit->options->store, put_source, &visit->source, err);
}

bool venue_visit_declare(struct venue_visit *visit, enum venue_dialect dialect,
                         int64_t papers, struct err *err)
{
    const struct proceedings_ask *ask = &visit->ask;
    return ask->series == NULL || ask->year == 0 ||
           venue_import_declare(
               visit->import, venue_edition_name(visit->arena, ask->series, ask->year),
               dialect, papers, err);
}
