/* Any bytes as JSON proceedings, of whatever shape. */
#include "check_proceedings.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static const struct proceedings_ask nothing = { 0 },
                                        iclr = { .series = "ICLR", .year = 2024 };
    struct str text = { (const char *)bytes, len };
    check_proceedings(&proceedings_json, text, len % 4 == 0 ? &nothing : &iclr);
    return 0;
}
