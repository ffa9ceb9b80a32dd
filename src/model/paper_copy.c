/* Deep copies of papers; see paper.h. */
#include "model/paper.h"

static const char *copy_text(struct arena *arena, const char *text)
{
    return text ? arena_text(arena, str_of(text)) : NULL;
}

static struct text_list copy_list(struct arena *arena, const struct text_list *list)
{
    struct text_list copy = { .count = list->count, .capacity = list->count };
    copy.items = ARENA_ARRAY(arena, const char *, list->count);
    for (size_t i = 0; i < list->count; i++)
        copy.items[i] = copy_text(arena, list->items[i]);
    return copy;
}

struct paper paper_copy(struct arena *arena, const struct paper *paper)
{
    struct paper copy = *paper;
    copy.key = copy_text(arena, paper->key);
    copy.title = copy_text(arena, paper->title);
    copy.abstract = copy_text(arena, paper->abstract);
    copy.authors = copy_list(arena, &paper->authors);
    copy.categories = copy_list(arena, &paper->categories);
    copy.primary_category = copy_text(arena, paper->primary_category);
    copy.comment = copy_text(arena, paper->comment);
    copy.journal_ref = copy_text(arena, paper->journal_ref);
    copy.doi = copy_text(arena, paper->doi);
    copy.license = copy_text(arena, paper->license);
    copy.pdf_url = copy_text(arena, paper->pdf_url);
    copy.page_url = copy_text(arena, paper->page_url);
    copy.code_url = copy_text(arena, paper->code_url);
    copy.venue = copy_text(arena, paper->venue);
    copy.group = copy_text(arena, paper->group);
    copy.award = copy_text(arena, paper->award);
    copy.subjects = copy_list(arena, &paper->subjects);
    copy.keywords = copy_text(arena, paper->keywords);
    return copy;
}
