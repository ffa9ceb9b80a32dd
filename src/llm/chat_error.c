/* What providers write when they refuse; see chat_error.h. Seen: {"error":{"message",
 * "type","code"}} (OpenAI and most), {"error":"…"} (Ollama), {"object":"error",
 * "message",…} (older vLLM), {"message":"…"} and {"detail":"…"} (gateways). */
#include "llm/chat_error.h"

#include "base/utf8.h"
#include "llm/chat_mend.h"

enum { BODY_MAX = 64 << 10 };

static bool ends_word(uint32_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x2028 || c == 0x2029;
}

void chat_one_line(struct str text, char *ret_line, size_t size)
{
    CLEANUP(buf_done) struct buf line = buf_upto(size - 1);
    bool space = false;
    text = str_trim(text);
    while (text.len > 0 && !line.full) {
        uint32_t c = utf8_next(&text);
        bool is_space = ends_word(c);
        if (!is_space && utf8_is_invisible(c))
            continue;
        if (!is_space || !space)
            utf8_put(&line, is_space ? ' ' : c);
        space = is_space;
    }
    memcpy(ret_line, line.len > 0 ? line.ptr : "", line.len + 1);
}

static const cJSON *member(const cJSON *object, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(object, name);
}

struct str chat_text_of(const cJSON *object, const char *name)
{
    const cJSON *item = member(object, name);
    return cJSON_IsString(item) ? str_of(item->valuestring) : LIT("");
}

/* The name that a vendor gives, else the kind, else a number. */
static void read_code(const cJSON *object, struct chat_error *ret_error)
{
    const cJSON *code = member(object, "code");
    struct str name = chat_text_of(object, "code");
    if (name.len == 0)
        name = chat_text_of(object, "type");
    chat_one_line(name, ret_error->code, sizeof ret_error->code);
    if (name.len > 0 || !cJSON_IsNumber(code))
        return;
    CLEANUP(buf_done) struct buf number = buf_upto(sizeof ret_error->code - 1);
    json_write_number(&number, code);
    chat_one_line(buf_str(&number), ret_error->code, sizeof ret_error->code);
}

static void read_object(const cJSON *object, struct chat_error *ret_error)
{
    struct str text = chat_text_of(object, "message");
    if (text.len == 0)
        text = chat_text_of(object, "detail");
    *ret_error = (struct chat_error){ .text = "" };
    chat_one_line(text, ret_error->text, sizeof ret_error->text);
    read_code(object, ret_error);
    if (text.len == 0)
        memcpy(ret_error->text, ret_error->code, sizeof ret_error->code);
}

bool chat_error_find(const cJSON *root, struct chat_error *ret_error)
{
    const cJSON *error = member(root, "error");
    struct chat_error found = { .text = "" };
    if (cJSON_IsString(error))
        chat_one_line(str_of(error->valuestring), found.text, sizeof found.text);
    else if (cJSON_IsObject(error))
        read_object(error, &found);
    else if (str_eq(chat_text_of(root, "object"), LIT("error")))
        read_object(root, &found);
    if (found.text[0] == '\0')
        return false;
    *ret_error = found;
    return true;
}

static bool read_document(struct str body, struct chat_error *ret_error)
{
    struct err ignored;
    CLEANUP(json_done) cJSON *root = NULL;
    CLEANUP(buf_done) struct buf mended = buf_upto(3 * (size_t)BODY_MAX);
    chat_mend(body, &mended);
    if (!json_read(buf_str(&mended), &root, &ignored) || !cJSON_IsObject(root))
        return false;
    if (!chat_error_find(root, ret_error))
        read_object(root, ret_error);
    return true;
}

void chat_error_read(struct str body, char *ret_text, size_t text_size, char *ret_code,
                     size_t code_size)
{
    struct chat_error error = { .text = "" };
    body = str_upto(body, BODY_MAX);
    if (!read_document(body, &error) || error.text[0] == '\0')
        chat_one_line(str_upto(body, sizeof error.text), error.text, sizeof error.text);
    chat_one_line(str_of(error.text), ret_text, text_size);
    chat_one_line(str_of(error.code), ret_code, code_size);
}
