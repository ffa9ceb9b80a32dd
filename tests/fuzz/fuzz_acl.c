/* Any bytes as a file of the ACL Anthology. */
#include "check_proceedings.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static const struct proceedings_ask nothing = { 0 },
                                        acl = { .series = "ACL", .year = 2024 };
    struct str text = { (const char *)bytes, len };
    check_proceedings(&proceedings_acl, text, len % 8 == 0 ? &acl : &nothing);
    return 0;
}
