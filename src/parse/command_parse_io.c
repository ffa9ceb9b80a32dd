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

static bool read_up_to(char *piece, size_t size, size_t *ret_len, struct err *err)
{
    ssize_t len;
    do
        len = read(STDIN_FILENO, piece, size);
    while (len < 0 && errno == EINTR);
    if (len < 0)
        return err_set(err, ERR_BROKEN, "standard input cannot be read: %s",
                       strerror(errno));
    *ret_len = (size_t)len;
    return true;
}

bool parse_read_piece(char *piece, size_t *ret_len, struct err *err)
{
    return read_up_to(piece, PARSE_PIECE_SIZE, ret_len, err);
}

static bool is_cut_off(struct err *err)
{
    return err_set(err, ERR_BROKEN, "standard input is cut off");
}

/* *ret_there is false where standard input ends instead. */
static bool read_length(struct parse_file *file, bool *ret_there, struct err *err)
{
    unsigned char bytes[4];
    size_t at = 0, len = 1;
    while (at < sizeof bytes && len > 0) {
        if (!read_up_to((char *)bytes + at, sizeof bytes - at, &len, err))
            return false;
        at += len;
    }
    if (at != 0 && at != sizeof bytes)
        return is_cut_off(err);
    *ret_there = at != 0;
    if (*ret_there)
        file->left = (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 |
                     (uint32_t)bytes[2] << 8 | bytes[3];
    file->over = file->left == 0;
    return true;
}

bool parse_file_next(struct parse_file *file, bool *ret_there, struct err *err)
{
    *file = (struct parse_file){ .framed = true };
    return read_length(file, ret_there, err);
}

bool parse_file_piece(struct parse_file *file, char *piece, size_t *ret_len,
                      struct err *err)
{
    bool there = true;
    size_t len = 0;
    if (!file->framed)
        return parse_read_piece(piece, ret_len, err);
    if (file->left == 0 && !file->over && !read_length(file, &there, err))
        return false;
    if (there && !file->over) {
        size_t size = file->left < PARSE_PIECE_SIZE ? file->left : PARSE_PIECE_SIZE;
        if (!read_up_to(piece, size, &len, err))
            return false;
        there = len > 0;
    }
    file->left -= (uint32_t)len;
    *ret_len = len;
    return there || is_cut_off(err);
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
