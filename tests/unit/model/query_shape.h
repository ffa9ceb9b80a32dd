/* A query's tree on one line, to compare and to read: (a & "b c" & !title:d*). */
#ifndef TEST_QUERY_SHAPE_H
#define TEST_QUERY_SHAPE_H

#include "base/buf.h"
#include "base/clock.h"
#include "model/query.h"

static inline void shape_words(struct buf *out, const struct query_node *node)
{
    static const char *const names[] = { "title:", "authors:", "abstract:" };
    for (size_t i = 0; i < FIELD_COUNT && node->fields != FIELDS_ALL; i++)
        if (node->fields & 1u << i)
            buf_text(out, names[i]);
    if (node->term_count > 1)
        buf_char(out, '"');
    for (size_t i = 0; i < node->term_count; i++)
        buf_printf(out, "%s%s", i > 0 ? " " : "", node->terms[i]);
    if (node->term_count > 1)
        buf_char(out, '"');
    if (node->kind == QUERY_PREFIX)
        buf_char(out, '*');
}

static inline void shape_node(struct buf *out, const struct query_node *node)
{
    char first[DAY_TEXT_SIZE], last[DAY_TEXT_SIZE];
    if (node->kind == QUERY_TERMS || node->kind == QUERY_PREFIX)
        shape_words(out, node);
    else if (node->kind == QUERY_FACET)
        buf_printf(out, "[%s]", node->facet);
    else if (node->kind == QUERY_ID)
        buf_printf(out, "<%s>", node->id);
    else if (node->kind == QUERY_HAS_FAQ)
        buf_text(out, "has-faq");
    else if (node->kind == QUERY_DATE) {
        day_to_text(node->first, first);
        day_to_text(node->last, last);
        buf_printf(out, "[%s..%s]", first, last);
    }
    if (node->child_count == 0)
        return;
    buf_text(out, node->kind == QUERY_NOT ? "!" : "(");
    for (size_t i = 0; i < node->child_count; i++) {
        if (i > 0)
            buf_text(out, node->kind == QUERY_AND ? " & " : " | ");
        shape_node(out, node->children[i]);
    }
    if (node->kind != QUERY_NOT)
        buf_char(out, ')');
}

static inline const char *query_shape(struct arena *arena, const struct query *query)
{
    CLEANUP(buf_done) struct buf out = buf_upto(1 << 16);
    if (query->id_count > 0)
        buf_text(&out, "ids: ");
    if (query->root != NULL)
        shape_node(&out, query->root);
    else
        buf_text(&out, "nothing");
    if (query->is_long)
        buf_text(&out, " long");
    else if (query->some_will_do)
        buf_text(&out, " some");
    return arena_text(arena, buf_str(&out));
}

#endif
