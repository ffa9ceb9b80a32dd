/* The parse child's outside: options, sandbox, standard input and output. What it
 * parses with is in source/. See command_parse.h. */
#include "command_parse.h"

#include "sandbox.h"
#include "source/arxiv_api.h"
#include "source/arxiv_feed.h"
#include "source/arxiv_list.h"
#include "source/kaggle.h"
#include "source/xml_feed.h"

#include <errno.h>
#include <inttypes.h>
#include <stddef.h>

enum {
    PIECE_SIZE = 64 << 10,
    OUTPUT_MAX = 64 << 20,
    FLUSH_AT = 64 << 10,
    REASON_MAX = 1024
};
enum { EXIT_FINE = 0, EXIT_BROKEN = 1, EXIT_USAGE = 2, DOCUMENT_CPU_SECONDS = 60 };

struct options {
    const struct format *format;
    const char *category;
    const char *unused; /* --config and --data go with every command */
    bool document, no_sandbox, help;
};

typedef bool read_document(struct str bytes, struct str category, struct arena *arena,
                           struct source_document *ret_document, struct err *err);

static bool read_feed(struct str bytes, struct str category, struct arena *arena,
                      struct source_document *ret_document, struct err *err)
{
    (void)category;
    return arxiv_feed_read(bytes, arena, ret_document, err);
}

static bool read_api(struct str bytes, struct str category, struct arena *arena,
                     struct source_document *ret_document, struct err *err)
{
    (void)category;
    return arxiv_api_read(bytes, arena, ret_document, err);
}

/* One of the two: a document as a whole, or a record a line. */
static const struct format {
    const char *name;
    read_document *document;
    bool (*line)(struct str line, struct arena *arena, struct source_entry *ret_entry,
                 struct err *err);
} formats[] = {
    { "rss", read_feed, NULL },           { "atom", read_feed, NULL },
    { "list", arxiv_list_read, NULL },    { "api", read_api, NULL },
    { "kaggle", NULL, kaggle_read_line },
};

static const char help[] =
    "usage: paperfeed parse FORMAT [--category C] [--document] < bytes\n"
    "\n"
    "Reads foreign bytes on standard input, prints one JSON record a line.\n"
    "\n"
    "FORMAT        rss, atom, list, api or kaggle\n"
    "--category C  list: whose page it is (tells replacements from replaced "
    "cross-lists)\n"
    "--document    what the document says about itself comes first, as a line of its "
    "own;\n"
    "              kaggle: a broken line is a record {\"error\", \"line\"}\n"
    "--no-sandbox  do without the system call filter\n";

static bool write_all(int fd, struct str text)
{
    while (text.len > 0) {
        ssize_t len = write(fd, text.ptr, text.len);
        if (len < 0 && errno != EINTR)
            return false;
        text = str_from(text, len > 0 ? (size_t)len : 0);
    }
    return true;
}

static void complain(const char *what, const char *text)
{
    CLEANUP(buf_done) struct buf line = buf_upto(REASON_MAX);
    buf_printf(&line, "paperfeed parse: %s%s%s\n", what, *what ? ": " : "", text);
    write_all(STDERR_FILENO, buf_str(&line));
}

struct output {
    struct buf text;
    bool failed;
};

static void flush(struct output *out)
{
    out->failed |= out->text.full || !write_all(STDOUT_FILENO, buf_str(&out->text));
    buf_clear(&out->text);
}

static void put_json(struct output *out, cJSON *tree)
{
    json_write(&out->text, tree, false);
    cJSON_Delete(tree);
    if (out->text.len >= FLUSH_AT)
        flush(out);
}

/* The length read; 0 at the end. */
static bool read_piece(char *piece, size_t *ret_len, struct err *err)
{
    ssize_t len;
    do
        len = read(STDIN_FILENO, piece, PIECE_SIZE);
    while (len < 0 && errno == EINTR);
    if (len < 0)
        return err_set(err, ERR_BROKEN, "standard input cannot be read: %s",
                       strerror(errno));
    *ret_len = (size_t)len;
    return true;
}

static bool read_all(struct buf *bytes, struct err *err)
{
    char piece[PIECE_SIZE];
    size_t len = 1;
    while (len > 0) {
        if (!read_piece(piece, &len, err))
            return false;
        buf_add(bytes, (struct str){ piece, len });
        if (bytes->full)
            return err_set(err, ERR_LIMIT, "the input is over %d MiB",
                           SOURCE_BYTES_MAX >> 20);
    }
    return true;
}

static void put_document(const struct options *options, struct output *out,
                         const struct source_document *document)
{
    if (options->document)
        put_json(out, record_document_json(document));
    for (size_t i = 0; i < document->entries.count; i++)
        put_json(out, record_entry_json(&document->entries.items[i]));
    flush(out);
}

static bool parse_document(const struct options *options, struct output *out,
                           struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(buf_done) struct buf bytes = buf_upto(SOURCE_BYTES_MAX);
    struct source_document document;
    if (!read_all(&bytes, err) ||
        !options->format->document(buf_str(&bytes), str_of(options->category), &arena,
                                   &document, err))
        return false;
    put_document(options, out, &document);
    if (!options->document && !document.complete)
        return err_set(err, ERR_INVALID,
                       "the document is not complete: %zu whole entries were read",
                       document.entries.count);
    return true;
}

/* Lines cut out of pieces, in flat memory. */
struct lines {
    const struct options *options;
    struct output *out;
    struct buf begun; /* a line whose end has not been read yet */
    int64_t number;
    int64_t broken;
};

static void report_line(struct lines *lines, const struct err *why)
{
    lines->broken++;
    if (lines->options->document) {
        cJSON *object = cJSON_CreateObject();
        json_set_text(object, "error", why->text);
        json_set_int(object, "line", lines->number);
        put_json(lines->out, object);
        return;
    }
    char where[40];
    snprintf(where, sizeof where, "line %" PRId64, lines->number);
    complain(where, why->text);
}

static void take_line(struct lines *lines, struct str line, bool too_long)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct source_entry entry;
    struct err why = { 0 };
    if (lines->number++ == 0)
        str_skip(&line, LIT("\xef\xbb\xbf"));
    line = str_trim(line);
    if (too_long)
        err_set(&why, ERR_LIMIT, "the line is over %d MiB", KAGGLE_LINE_MAX >> 20);
    else if (line.len == 0)
        return;
    if (too_long || !lines->options->format->line(line, &arena, &entry, &why)) {
        report_line(lines, &why);
        return;
    }
    entry.position = lines->number;
    put_json(lines->out, record_entry_json(&entry));
}

static void take_piece(struct lines *lines, struct str piece)
{
    while (piece.len > 0) {
        size_t end = str_find_char(piece, '\n');
        if (end == piece.len) {
            buf_add(&lines->begun, piece);
            return;
        }
        struct str line = str_upto(piece, end);
        bool continues = lines->begun.len > 0 || lines->begun.full;
        if (continues)
            buf_add(&lines->begun, line);
        take_line(lines, continues ? buf_str(&lines->begun) : line, lines->begun.full);
        buf_clear(&lines->begun);
        piece = str_from(piece, end + 1);
    }
}

static bool take_pieces(struct lines *lines, struct err *err)
{
    char piece[PIECE_SIZE];
    size_t len = 1;
    while (len > 0 && !lines->out->failed) {
        if (!read_piece(piece, &len, err))
            return false;
        take_piece(lines, (struct str){ piece, len });
    }
    if (lines->begun.len > 0 || lines->begun.full)
        take_line(lines, buf_str(&lines->begun), lines->begun.full);
    return true;
}

static bool parse_lines(const struct options *options, struct output *out,
                        struct err *err)
{
    struct lines lines = { .options = options, .out = out };
    lines.begun = buf_upto(KAGGLE_LINE_MAX);
    bool read = take_pieces(&lines, err);
    buf_done(&lines.begun);
    flush(out);
    if (read && lines.broken > 0 && !options->document)
        return err_set(err, ERR_INVALID, "%" PRId64 " of %" PRId64 " lines are broken",
                       lines.broken, lines.number);
    return read;
}

static int parse(const struct options *options)
{
    struct err err = { 0 };
    struct output out = { .text = buf_upto(OUTPUT_MAX) };
    const struct sandbox_limits limits = {
        .cpu_seconds = options->format->document ? DOCUMENT_CPU_SECONDS : 0,
        .no_filter = options->no_sandbox,
    };
    xml_feed_prepare();
    bool fine = sandbox_enter(&limits, &err) &&
                (options->format->document ? parse_document(options, &out, &err)
                                           : parse_lines(options, &out, &err));
    if (fine && out.failed)
        fine = err_set(&err, ERR_BROKEN, "standard output cannot be written");
    if (!fine)
        complain(err_code_name(err.code), err.text);
    buf_done(&out.text);
    return fine ? EXIT_FINE : EXIT_BROKEN;
}

static const struct format *find_format(const char *name)
{
    for (size_t i = 0; i < COUNT_OF(formats); i++)
        if (strcmp(formats[i].name, name) == 0)
            return &formats[i];
    return NULL;
}

static const struct {
    const char *name;
    size_t place; /* of a bool in struct options */
} flags[] = {
    { "--help", offsetof(struct options, help) },
    { "--document", offsetof(struct options, document) },
    { "--no-sandbox", offsetof(struct options, no_sandbox) },
};

static const struct {
    const char *name;
    size_t place; /* of a text in struct options */
} values[] = {
    { "--category", offsetof(struct options, category) },
    { "--config", offsetof(struct options, unused) },
    { "--data", offsetof(struct options, unused) },
};

static bool read_flag(const char *text, struct options *options)
{
    for (size_t i = 0; i < COUNT_OF(flags); i++) {
        if (strcmp(text, flags[i].name) != 0)
            continue;
        *(bool *)((char *)options + flags[i].place) = true;
        return true;
    }
    return false;
}

static bool read_value(const char *text, const char *value, struct options *options)
{
    for (size_t i = 0; i < COUNT_OF(values) && value != NULL; i++) {
        if (strcmp(text, values[i].name) != 0)
            continue;
        *(const char **)((char *)options + values[i].place) = value;
        return true;
    }
    return false;
}

static bool read_option(char **argv, int *at, struct options *options)
{
    const char *text = argv[*at];
    if (read_flag(text, options))
        return true;
    if (read_value(text, argv[*at + 1], options)) {
        ++*at;
        return true;
    }
    if (options->format != NULL)
        return false;
    options->format = find_format(text);
    return options->format != NULL;
}

static bool read_options(int argc, char **argv, struct options *options)
{
    for (int at = 0; at < argc; at++)
        if (!read_option(argv, &at, options)) {
            complain("what is this?", argv[at]);
            return false;
        }
    return options->format != NULL || options->help;
}

/* The way of somebody whose system has no seccomp; parse_child passes it on. */
static bool may_do_without_filter(void)
{
    const char *sandbox = getenv("PAPERFEED_SANDBOX");
    return sandbox != NULL && strcmp(sandbox, "off") == 0;
}

int command_parse(int argc, char **argv)
{
    struct options options = { .no_sandbox = may_do_without_filter() };
    if (!read_options(argc, argv, &options)) {
        write_all(STDERR_FILENO, LIT("Formats are rss, atom, list, api and kaggle; "
                                     "paperfeed parse --help tells more.\n"));
        return EXIT_USAGE;
    }
    if (options.help)
        return write_all(STDOUT_FILENO, str_of(help)) ? EXIT_FINE : EXIT_BROKEN;
    _exit(parse(&options)); /* the sandbox leaves no way to tidy up */
}
