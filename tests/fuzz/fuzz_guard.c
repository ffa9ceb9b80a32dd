/* Any bytes as header lines "name:value\n": what passes the guard must have one Host,
 * one way of ending its body, and nothing that a line-based reader could split. */
#include "http/client.h"
#include "http/compress.h"
#include "http/guard.h"

#include <assert.h>

static void check_passed(const struct guard *guard)
{
    assert(guard->count <= GUARD_HEADERS_MAX && guard->bytes <= GUARD_BYTES_MAX);
    assert(guard->values[HEADER_HOST].ptr != NULL);
    assert(guard->values[HEADER_CONTENT_LENGTH].ptr == NULL ||
           guard->values[HEADER_TRANSFER_ENCODING].ptr == NULL);
    for (int i = 0; i < HEADER_COUNT; i++)
        for (size_t k = 0; k < guard->values[i].len; k++)
            assert(guard->values[i].ptr[k] != '\r' && guard->values[i].ptr[k] != '\0');
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct guard guard = { 0 };
    struct client peer = { .family = AF_UNIX }, who;
    struct str rest = { (const char *)bytes, len };
    struct err err;
    int status = 0;
    while (rest.len > 0) {
        struct str value = str_cut(&rest, '\n');
        struct str name = str_cut(&value, ':');
        guard_add(&guard, name, value);
    }
    if (guard_end(&guard, "POST", "HTTP/1.1", &status, &err))
        check_passed(&guard);
    else
        assert(status == 400 || status == 431);
    encoding_accepted(guard.values[HEADER_ACCEPT_ENCODING]);
    who = client_behind(&peer, &peer, guard.values[HEADER_FORWARDED_FOR]);
    client_network(&who);
    return 0;
}
