/* Pieces of text between tags; see acl_text.h. */
#include "proceedings/acl/acl_text.h"

#include "proceedings/format.h"

#include <string.h>

struct acl_text acl_text_init(void)
{
    return (struct acl_text){ .text = buf_upto(PROCEEDINGS_RECORD_MAX),
                              .math = buf_upto(PROCEEDINGS_RECORD_MAX) };
}

void acl_text_done(struct acl_text *text)
{
    buf_done(&text->text);
    buf_done(&text->math);
}

void acl_text_begin(struct acl_text *text, int depth)
{
    text->depth = depth;
    text->math_depth = 0;
    buf_clear(&text->text);
}

void acl_text_start(struct acl_text *text, const struct xml_element *element)
{
    if (text->math_depth != 0 || strcmp(element->name, "tex-math") != 0)
        return;
    text->math_depth = element->depth;
    buf_clear(&text->math);
}

void acl_text_add(struct acl_text *text, struct str piece)
{
    if (text->depth != 0)
        buf_add(text->math_depth != 0 ? &text->math : &text->text, piece);
}

/* A formula that brings dollars of its own needs none of ours. */
static void add_math(struct acl_text *text)
{
    struct str math = str_trim(buf_str(&text->math));
    text->text.full |= text->math.full;
    bool bare = math.len > 0 && str_find_char(math, '$') == math.len;
    if (bare)
        buf_char(&text->text, '$');
    buf_add(&text->text, math);
    if (bare)
        buf_char(&text->text, '$');
}

bool acl_text_end(struct acl_text *text, int depth)
{
    if (text->math_depth == depth && depth != 0) {
        text->math_depth = 0;
        add_math(text);
    }
    if (text->depth != depth || depth == 0)
        return false;
    text->depth = 0;
    return true;
}

bool acl_text_take(const struct acl_text *text, struct arena *arena,
                   struct str *ret_text, struct err *err)
{
    struct str gathered = str_trim(buf_str(&text->text));
    if (text->text.full)
        return err_set(err, ERR_LIMIT, "a text of it is over %d MiB",
                       PROCEEDINGS_RECORD_MAX >> 20);
    *ret_text = (struct str){ arena_text(arena, gathered), gathered.len };
    return true;
}
