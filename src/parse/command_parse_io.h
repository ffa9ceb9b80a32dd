/* The parse child's three streams: bounded input, buffered output, complaints. System
 * calls only, so that it works inside the sandbox. */
#ifndef COMMAND_PARSE_IO_H
#define COMMAND_PARSE_IO_H

#include "text/json.h"

enum { PARSE_PIECE_SIZE = 64 << 10 };

struct parse_output {
    struct buf text; /* has not been written yet */
    bool failed;
};

bool parse_write(int fd, struct str text);
/* A line on standard error: "paperfeed parse: WHAT: TEXT". */
void parse_complain(const char *what, const char *text);
/* What was read into `piece` (PARSE_PIECE_SIZE); 0 at the end. */
NODISCARD bool parse_read_piece(char *piece, size_t *ret_len, struct err *err);
/* All of standard input; ERR_LIMIT over the ceiling of `bytes`. */
NODISCARD bool parse_read_all(struct buf *bytes, struct err *err);

/* A file among others on standard input: pieces with their length in front (four bytes,
 * the highest first), a length of 0 behind the last. Zeroed: the one file, bare. */
struct parse_file {
    bool framed, over;
    uint32_t left; /* of the piece that has begun */
};
/* Begins the next framed one; false where standard input has ended. */
NODISCARD bool parse_file_next(struct parse_file *file, bool *ret_there,
                               struct err *err);
/* As parse_read_piece; 0 at the end of the file. */
NODISCARD bool parse_file_piece(struct parse_file *file, char *piece, size_t *ret_len,
                                struct err *err);

void parse_flush(struct parse_output *out);
/* Prints the tree as a line and frees it. */
void parse_put_json(struct parse_output *out, cJSON *tree);

#endif
