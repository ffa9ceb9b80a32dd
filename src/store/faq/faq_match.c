/* See faq_match.h. FTS5 knows AND and OR of any number, and NOT between two; a tree of
 * ours is bounded in depth and width. */
#include "store/faq/faq_match.h"

/* Does it ask for a word, and not only refuse some? */
static bool is_asked(const struct query_node *node)
{
    if (node->kind == QUERY_TERMS || node->kind == QUERY_PREFIX)
        return node->term_count > 0;
    if (node->kind == QUERY_NOT)
        return false;
    for (size_t i = 0; i < node->child_count; i++)
        if (is_asked(node->children[i]))
            return true;
    return false;
}

static bool is_refused(const struct query_node *node)
{
    return node->kind == QUERY_NOT && node->child_count > 0 &&
           is_asked(node->children[0]);
}

static void write_words(struct buf *out, const struct query_node *node)
{
    const char *const *words = node->forms != NULL ? node->forms : node->terms;
    buf_char(out, '"');
    for (size_t i = 0; i < node->term_count; i++) {
        if (i > 0)
            buf_char(out, ' ');
        for (const char *c = words[i]; *c != '\0'; c++)
            buf_char(out, *c == '"' ? ' ' : *c);
    }
    buf_text(out, node->kind == QUERY_PREFIX ? "\" *" : "\"");
}

static void write_node(struct buf *out, const struct query_node *node);

/* Those of its children that `choose` takes, joined. */
static void write_children(struct buf *out, const struct query_node *node,
                           const char *between,
                           bool (*choose)(const struct query_node *))
{
    bool first = true;
    buf_char(out, '(');
    for (size_t i = 0; i < node->child_count; i++) {
        const struct query_node *child = node->children[i];
        if (!choose(child))
            continue;
        if (!first)
            buf_text(out, between);
        first = false;
        write_node(out, child->kind == QUERY_NOT ? child->children[0] : child);
    }
    buf_char(out, ')');
}

static bool has_refused(const struct query_node *node)
{
    for (size_t i = 0; i < node->child_count; i++)
        if (is_refused(node->children[i]))
            return true;
    return false;
}

static void write_node(struct buf *out, const struct query_node *node)
{
    if (node->kind == QUERY_TERMS || node->kind == QUERY_PREFIX) {
        write_words(out, node);
        return;
    }
    bool refuses = node->kind == QUERY_AND && has_refused(node);
    if (refuses)
        buf_char(out, '(');
    write_children(out, node, node->kind == QUERY_OR ? " OR " : " AND ", is_asked);
    if (refuses) {
        buf_text(out, " NOT ");
        write_children(out, node, " OR ", is_refused);
        buf_char(out, ')');
    }
}

void faq_match_write(struct buf *out, const struct query_node *root)
{
    if (root != NULL && is_asked(root))
        write_node(out, root);
}
