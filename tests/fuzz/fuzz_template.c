/* Any bytes as a template, rendered with a tree that has a bit of everything. */
#include "text/template.h"

#include <assert.h>

static const char tree_text[] =
    "{\"a\":{\"b\":\"text\",\"c\":1},\"list\":[1,\"two\",{\"a\":3},[]],\"flag\":true,"
    "\"off\":false,\"null\":null,\"empty\":[],\"x_html\":\"raw\",\"t\":\"a & b\"}";

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct template_set *set = NULL;
    struct err err = { 0 };
    const struct template_source source = { "t", { (const char *)bytes, len } };
    if (!template_set_open(&source, 1, &set, &err)) {
        assert(err.code != ERR_NONE);
        return 0;
    }
    CLEANUP(json_done) cJSON *tree = NULL;
    CLEANUP(buf_done) struct buf page = buf_upto(1 << 20);
    assert(json_read(str_of(tree_text), &tree, &err));
    template_render(set, "t", tree, &page);
    template_set_close(set);
    return 0;
}
