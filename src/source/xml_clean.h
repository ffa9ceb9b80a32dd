/* Makes any bytes fit for an XML parser that reads UTF-8 and stops at the first
 * character that XML does not have: such characters become U+FFFD (ill-formed UTF-8) or
 * a space (controls, also when written as &#1;). A bare '&' and entities that XML does
 * not know become text. Good documents come out unchanged. */
#ifndef SOURCE_XML_CLEAN_H
#define SOURCE_XML_CLEAN_H

#include "base/buf.h"

void xml_clean(struct buf *out, struct str bytes);

#endif
