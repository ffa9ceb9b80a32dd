/* See command_parse_io.h. */
#include "parse/command_parse_io.h"

#include <errno.h>

enum { FLUSH_AT = 64 << 10, REASON_MAX = 1024 };

bool parse_write(int fd, struct str text)
{
    while (text.len > 0) {
        ssize_t len = write(fd, text.ptr, text.len);
        if (len < 0 && errno != EINTR)
            return false;
        text = str_from(text, len > 0 ? (size_t)len : 0);
    }
    return true;
}

void parse_complain(const char *what, const char *text)
{
    CLEANUP(buf_done) struct buf line = buf_upto(REASON_MAX);
    buf_printf(&line, "paperfeed parse: %s%s%s\n", what, *what ? ": " : "", text);
    parse_write(STDERR_FILENO, buf_str(&line));
}

bool parse_read_piece(char *piece, size_t *ret_len, struct err *err)
{
    ssize_t len;
    do
        len = read(STDIN_FILENO, piece, PARSE_PIECE_SIZE);
    while (len < 0 && errno == EINTR);
    if (len < 0)
        return err_set(err, ERR_BROKEN, "standard input cannot be read: %s",
                       strerror(errno));
    *ret_len = (size_t)len;
    return true;
}

bool parse_read_all(struct buf *bytes, struct err *err)
{
    char piece[PARSE_PIECE_SIZE];
    size_t len = 1;
    while (len > 0) {
        if (!parse_read_piece(piece, &len, err))
            return false;
        buf_add(bytes, (struct str){ piece, len });
        if (bytes->full)
            return err_set(err, ERR_LIMIT, "the input is over %zu MiB",
                           bytes->max >> 20);
    }
    return true;
}

void parse_flush(struct parse_output *out)
{
    out->failed |= out->text.full || !parse_write(STDOUT_FILENO, buf_str(&out->text));
    buf_clear(&out->text);
}

void parse_put_json(struct parse_output *out, cJSON *tree)
{
    json_write(&out->text, tree, false);
    cJSON_Delete(tree);
    if (out->text.len >= FLUSH_AT)
        parse_flush(out);
}
