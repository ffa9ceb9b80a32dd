/* Any bytes as a form and as a Cookie header: a field that is found is well-formed and
 * no longer than the body, a cookie is a part of what was sent. */
#include "base/utf8.h"
#include "http/request.h"

#include <assert.h>

static const char *const names[] = { "", "q", "sid", "a b" };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct str body = { (const char *)bytes, len };
    struct request request = { .arena = &arena,
                               .content_type = "application/x-www-form-urlencoded",
                               .cookie = arena_text(&arena, body),
                               .body = body };
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        const char *field = request_form(&request, names[i]);
        const char *cookie = request_cookie(&request, names[i]);
        assert(field == NULL || (utf8_valid(str_of(field)) && strlen(field) <= len));
        assert(cookie == NULL || strstr(request.cookie, cookie) != NULL);
    }
    return 0;
}
