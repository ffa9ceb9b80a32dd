/* The printer behind json_write and json_write_number: cJSON's own would round integers
 * over 15 digits and needs a second copy of the text. */
#include "base/utf8.h"
#include "text/json.h"

#include <inttypes.h>
#include <math.h>

struct printer {
    struct buf *out;
    bool pretty;
    int depth;
};

static void write_value(struct printer *printer, const cJSON *item);

static const char *escape_for(char c)
{
    switch (c) {
    case '"':
        return "\\\"";
    case '\\':
        return "\\\\";
    case '\n':
        return "\\n";
    case '\r':
        return "\\r";
    case '\t':
        return "\\t";
    default:
        return NULL;
    }
}

static void write_text(struct buf *out, struct str text)
{
    buf_char(out, '"');
    size_t plain = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        const char *escaped = escape_for((char)c);
        if (escaped == NULL && c >= ' ' && c != 0x7F)
            continue;
        buf_add(out, (struct str){ text.ptr + plain, i - plain });
        if (escaped != NULL)
            buf_text(out, escaped);
        else
            buf_printf(out, "\\u%04x", c);
        plain = i + 1;
    }
    buf_add(out, str_from(text, plain));
    buf_char(out, '"');
}

void json_write_number(struct buf *out, const cJSON *item)
{
    double number = item->valuedouble;
    if (cJSON_IsRaw(item))
        buf_text(out, item->valuestring);
    else if (!isfinite(number))
        buf_add(out, LIT("null"));
    else if (fabs(number) <= (double)JSON_INT_EXACT && number == trunc(number))
        buf_printf(out, "%" PRId64, (int64_t)number);
    else
        buf_printf(out, "%.15g", number);
}

static void new_line(const struct printer *printer)
{
    if (!printer->pretty)
        return;
    buf_char(printer->out, '\n');
    for (int i = 0; i < printer->depth; i++)
        buf_add(printer->out, LIT("  "));
}

static void write_member(struct printer *printer, const cJSON *child)
{
    if (child->string != NULL) {
        write_text(printer->out, str_of(child->string));
        buf_text(printer->out, printer->pretty ? ": " : ":");
    }
    write_value(printer, child);
}

static void write_children(struct printer *printer, const cJSON *item,
                           const char *signs)
{
    buf_char(printer->out, signs[0]);
    printer->depth++;
    const cJSON *child = NULL;
    cJSON_ArrayForEach(child, item)
    {
        if (child != item->child)
            buf_char(printer->out, ',');
        new_line(printer);
        write_member(printer, child);
    }
    printer->depth--;
    if (item->child != NULL)
        new_line(printer);
    buf_char(printer->out, signs[1]);
}

static void write_value(struct printer *printer, const cJSON *item)
{
    if (cJSON_IsString(item))
        write_text(printer->out, str_of(item->valuestring));
    else if (cJSON_IsNumber(item) || cJSON_IsRaw(item))
        json_write_number(printer->out, item);
    else if (cJSON_IsArray(item))
        write_children(printer, item, "[]");
    else if (cJSON_IsObject(item))
        write_children(printer, item, "{}");
    else if (cJSON_IsBool(item))
        buf_text(printer->out, cJSON_IsTrue(item) ? "true" : "false");
    else
        buf_add(printer->out, LIT("null"));
}

void json_write(struct buf *out, const cJSON *tree, bool pretty)
{
    struct printer printer = { .out = out, .pretty = pretty };
    write_value(&printer, tree);
    buf_char(out, '\n');
}
