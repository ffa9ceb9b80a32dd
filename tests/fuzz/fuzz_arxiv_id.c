/* Any bytes as an id, and as a list of ids. */
#include "model/arxiv_id.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct str text = { (const char *)bytes, len };
    struct arxiv_id id, again, *ids = NULL;
    size_t count = 0;
    struct err err = { 0 };
    if (arxiv_id_read(text, &id, &err)) {
        assert(arxiv_id_is_canonical(str_of(id.key)));
        assert(arxiv_id_read(str_of(id.key), &again, &err));
        assert(strcmp(id.key, again.key) == 0 && again.version == 0);
        assert(id.version >= 0 && id.version <= ARXIV_VERSION_MAX);
        arxiv_id_month(&id);
    } else {
        assert(err.code == ERR_INVALID);
    }
    if (arxiv_id_read_list(text, 50, &arena, &ids, &count, &err))
        assert(count <= 50);
    return 0;
}
