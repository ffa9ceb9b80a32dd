/* See text_flow.h. */
#include "source/text_flow.h"

#include "base/utf8.h"

void flow_init(struct text_flow *flow, size_t max)
{
    *flow = (struct text_flow){ .out = buf_upto(max), .mark = buf_upto(FLOW_MARK_MAX) };
}

void flow_done(struct text_flow *flow)
{
    buf_done(&flow->out);
    buf_done(&flow->mark);
}

void flow_gap(struct text_flow *flow, enum gap gap)
{
    if ((flow->flat > 0 || flow->held) && gap > GAP_SPACE)
        gap = GAP_SPACE;
    if (gap > flow->gap)
        flow->gap = gap;
}

void flow_mark(struct text_flow *flow, enum gap gap, struct str mark)
{
    buf_clear(&flow->mark);
    buf_add(&flow->mark, mark);
    flow->mark_gap = gap;
}

static void put_gap(struct text_flow *flow, enum gap gap, size_t indent)
{
    static const struct str gaps[] = {
        { "", 0 }, { " ", 1 }, { "\n", 1 }, { "\n\n", 2 }
    };
    if (flow->out.len > 0)
        buf_add(&flow->out, gaps[gap]);
    for (size_t i = 0; gap > GAP_SPACE && i < indent; i++)
        buf_char(&flow->out, ' ');
}

static void begin(struct text_flow *flow)
{
    if (flow->gap == GAP_NONE && flow->mark.len == 0)
        return;
    if (flow->mark.len > 0)
        put_gap(flow, flow->mark_gap, flow->indent >= 2 ? flow->indent - 2 : 0);
    else
        put_gap(flow, flow->gap, flow->indent);
    buf_add(&flow->out, buf_str(&flow->mark));
    buf_clear(&flow->mark);
    flow->gap = GAP_NONE;
    flow->held = false;
}

void flow_piece(struct text_flow *flow, struct str text)
{
    begin(flow);
    buf_add(&flow->out, text);
}

static bool is_space(uint32_t c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == 0xA0 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
           c == 0x205F || c == 0x3000;
}

static void put_space(struct text_flow *flow, uint32_t c)
{
    if (flow->verbatim == 0)
        flow_gap(flow, GAP_SPACE);
    else if (c == '\n')
        flow_gap(flow, GAP_LINE);
    else if (c != '\r')
        flow_piece(flow, LIT(" "));
}

void flow_text(struct text_flow *flow, struct str text)
{
    while (text.len > 0) {
        struct str rest = text;
        uint32_t c = utf8_next(&rest);
        struct str character = str_upto(text, text.len - rest.len);
        text = rest;
        if (is_space(c)) {
            put_space(flow, c);
        } else if (utf8_is_invisible(c)) {
            flow->invisible++;
        } else {
            begin(flow);
            if (c == 0xFFFD)
                character = LIT("\xef\xbf\xbd");
            buf_add(&flow->out, character);
        }
    }
}
