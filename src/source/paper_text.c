/* A full text as JSON and back; see paper_text.h. The reading half trusts nothing. */
#include "source/paper_text.h"

enum { TITLE_MAX = 4000, LEVEL_MAX = 6 };

cJSON *paper_text_write(const struct paper_text *text)
{
    cJSON *object = cJSON_CreateObject();
    json_set_text(object, "title", text->title);
    json_set_text(object, "text", text->text);
    cJSON *sections = json_set_list(object, "sections");
    for (size_t i = 0; i < text->sections.count; i++) {
        cJSON *section = json_add_object(sections);
        json_set_int(section, "level", text->sections.items[i].level);
        json_set_text(section, "title", text->sections.items[i].title);
    }
    json_set_int(object, "invisible", text->invisible);
    json_set_int(object, "hidden", text->hidden);
    json_set_int(object, "failed", text->failed);
    json_set_bool(object, "cut", text->cut);
    return object;
}

static bool read_section(const cJSON *object, struct arena *arena,
                         struct paper_text *text, struct err *err)
{
    struct paper_section section = { 0 };
    int64_t level = 0;
    if (!json_get_int(object, "level", 1, LEVEL_MAX, &level, err) ||
        !json_get_text(object, "title", TITLE_MAX, arena, &section.title, err))
        return false;
    section.level = (int)level;
    ARENA_PUSH(arena, &text->sections, section);
    return true;
}

static bool read_sections(const cJSON *object, struct arena *arena,
                          struct paper_text *text, struct err *err)
{
    const cJSON *list = NULL;
    if (!json_get_list_or_empty(object, "sections", PAPER_SECTIONS_MAX, &list, err))
        return false;
    for (const cJSON *item = list->child; item != NULL; item = item->next)
        if (!read_section(item, arena, text, err))
            return false;
    return true;
}

static bool read_counts(const cJSON *object, struct paper_text *text, struct err *err)
{
    static const int64_t most = INT64_C(1) << 40;
    return json_get_int(object, "invisible", 0, most, &text->invisible, err) &&
           json_get_int(object, "hidden", 0, most, &text->hidden, err) &&
           json_get_int(object, "failed", 0, most, &text->failed, err) &&
           json_get_bool_or(object, "cut", false, &text->cut, err);
}

bool paper_text_read(const cJSON *object, struct arena *arena,
                     struct paper_text *ret_text, struct err *err)
{
    struct paper_text text = { 0 };
    if (!json_get_text_or_null(object, "title", TITLE_MAX, arena, &text.title, err) ||
        !json_get_text(object, "text", PAPER_TEXT_MAX, arena, &text.text, err) ||
        !read_sections(object, arena, &text, err) || !read_counts(object, &text, err))
        return false;
    *ret_text = text;
    return true;
}
