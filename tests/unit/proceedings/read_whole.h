/* A file of proceedings read from its first byte to its last, for tests and fuzzers
 * that have it in memory; the program reads pieces as they come. */
#ifndef TEST_READ_WHOLE_H
#define TEST_READ_WHOLE_H

#include "proceedings/format.h"

/* In pieces of that many bytes; 0: at once. */
static inline bool read_pieces(const struct proceedings_format *format,
                               struct str bytes, size_t piece,
                               const struct proceedings_ask *ask,
                               const struct proceedings_sink *sink, struct err *err)
{
    struct proceedings_reader *reader = format->open(ask, sink);
    bool fine = true;
    size_t step = piece != 0 ? piece : bytes.len;
    while (fine && bytes.len > 0) {
        fine = format->give(reader, str_upto(bytes, step), err);
        bytes = str_from(bytes, step);
    }
    fine = fine && format->end(reader, err);
    format->close(reader);
    return fine;
}

static inline bool read_whole(const struct proceedings_format *format, struct str bytes,
                              const struct proceedings_ask *ask,
                              const struct proceedings_sink *sink, struct err *err)
{
    return read_pieces(format, bytes, 0, ask, sink, err);
}

#endif
