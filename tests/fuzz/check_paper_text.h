/* What every full text must be, whoever wrote the document: UTF-8 that a reader can
 * see, bounded, and a child's answer that comes back as it was. */
#ifndef TEST_CHECK_PAPER_TEXT_H
#define TEST_CHECK_PAPER_TEXT_H

#include "base/utf8.h"
#include "source/paper_text.h"

#include <assert.h>

static inline void check_visible(const char *text)
{
    struct str rest = str_of(text);
    assert(utf8_valid(rest));
    while (rest.len > 0)
        assert(!utf8_is_invisible(utf8_next(&rest)));
}

static inline void check_round_trip(const struct paper_text *text)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(json_done) cJSON *object = paper_text_write(text);
    struct paper_text back;
    struct err err = { 0 };
    bool read = paper_text_read(object, &arena, &back, &err);
    assert(read);
    assert(strcmp(back.text, text->text) == 0 && back.cut == text->cut);
    assert(back.sections.count == text->sections.count);
    assert(back.invisible == text->invisible && back.hidden == text->hidden);
}

static inline void check_paper_text(const struct paper_text *text)
{
    check_visible(text->text);
    if (text->title != NULL)
        check_visible(text->title);
    assert(strlen(text->text) <= PAPER_TEXT_MAX);
    assert(text->sections.count <= PAPER_SECTIONS_MAX);
    for (size_t i = 0; i < text->sections.count; i++)
        check_visible(text->sections.items[i].title);
    check_round_trip(text);
}

#endif
