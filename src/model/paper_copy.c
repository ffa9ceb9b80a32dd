/* Deep copies of papers; see paper.h. */
#include "model/paper.h"

static struct text_list copy_list(struct arena *arena, const struct text_list *list)
{
    struct text_list copy = { .count = list->count, .capacity = list->count };
    copy.items = ARENA_ARRAY(arena, const char *, list->count);
    for (size_t i = 0; i < list->count; i++)
        copy.items[i] = arena_text_or_null(arena, list->items[i]);
    return copy;
}

struct paper paper_copy(struct arena *arena, const struct paper *paper)
{
    struct paper copy = *paper;
    copy.key = arena_text_or_null(arena, paper->key);
    copy.title = arena_text_or_null(arena, paper->title);
    copy.abstract = arena_text_or_null(arena, paper->abstract);
    copy.authors = copy_list(arena, &paper->authors);
    copy.categories = copy_list(arena, &paper->categories);
    copy.primary_category = arena_text_or_null(arena, paper->primary_category);
    copy.comment = arena_text_or_null(arena, paper->comment);
    copy.journal_ref = arena_text_or_null(arena, paper->journal_ref);
    copy.doi = arena_text_or_null(arena, paper->doi);
    copy.license = arena_text_or_null(arena, paper->license);
    copy.pdf_url = arena_text_or_null(arena, paper->pdf_url);
    copy.page_url = arena_text_or_null(arena, paper->page_url);
    copy.code_url = arena_text_or_null(arena, paper->code_url);
    copy.venue = arena_text_or_null(arena, paper->venue);
    copy.group = arena_text_or_null(arena, paper->group);
    copy.award = arena_text_or_null(arena, paper->award);
    copy.subjects = copy_list(arena, &paper->subjects);
    copy.keywords = arena_text_or_null(arena, paper->keywords);
    return copy;
}
