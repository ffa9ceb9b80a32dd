/* The parse child's outside: options, sandbox, standard input and output. What it
 * parses with is in source/. See command_parse.h. */
#include "parse/command_parse.h"

#include "parse/command_parse_io.h"
#include "parse/command_parse_paper.h"
#include "parse/command_parse_proceedings.h"
#include "parse/sandbox.h"
#include "source/arxiv_api.h"
#include "source/arxiv_feed.h"
#include "source/arxiv_list.h"
#include "source/kaggle.h"
#include "source/oai.h"
#include "source/paper_text.h"
#include "source/record_harvest.h"
#include "source/xml_walk.h"
#include "text/markdown.h"

#include <inttypes.h>
#include <stddef.h>

enum { OUTPUT_MAX = 64 << 20, PRINTED_MAX = 32 << 20 };
enum { EXIT_FINE = 0, EXIT_BROKEN = 1, EXIT_USAGE = 2, DOCUMENT_CPU_SECONDS = 60 };

struct options {
    const struct format *format;
    const char *category, *venue, *year;
    const char *unused; /* --config and --data go with every command */
    bool document, files, no_sandbox, help;
};

typedef bool read_document(const struct options *options, struct str bytes,
                           struct arena *arena, struct source_document *ret_document,
                           struct err *err);

static bool read_feed(const struct options *options, struct str bytes,
                      struct arena *arena, struct source_document *ret_document,
                      struct err *err)
{
    (void)options;
    return arxiv_feed_read(bytes, arena, ret_document, err);
}

static bool read_list(const struct options *options, struct str bytes,
                      struct arena *arena, struct source_document *ret_document,
                      struct err *err)
{
    return arxiv_list_read(bytes, str_of(options->category), arena, ret_document, err);
}

static bool read_api(const struct options *options, struct str bytes,
                     struct arena *arena, struct source_document *ret_document,
                     struct err *err)
{
    (void)options;
    return arxiv_api_read(bytes, arena, ret_document, err);
}

static bool read_oai(const struct options *options, struct str bytes,
                     struct arena *arena, struct source_document *ret_document,
                     struct err *err)
{
    const struct proceedings_task told = { .venue = options->venue,
                                           .year = options->year };
    struct proceedings_ask known;
    if (!parse_proceedings_ask(&told, arena, &known, err))
        return false;
    const struct oai_ask ask = { known.series, known.year };
    return oai_read(bytes, &ask, arena, ret_document, err);
}

/* One of the four: a document of records, a record a line, proceedings, or a text as
 * one object; none for what only becomes pdftotext. */
static const struct format {
    const char *name;
    read_document *document;
    bool (*line)(struct str line, struct arena *arena, struct source_entry *ret_entry,
                 struct err *err);
    const struct proceedings_format *proceedings;
    parse_paper *paper;
    size_t paper_max;
    bool is_pdf; /* what is parsed is what pdftotext prints of it */
} formats[] = {
    { .name = "rss", .document = read_feed },
    { .name = "atom", .document = read_feed },
    { .name = "list", .document = read_list },
    { .name = "api", .document = read_api },
    { .name = "oai", .document = read_oai },
    { .name = "kaggle", .line = kaggle_read_line },
    { .name = "acl", .proceedings = &proceedings_acl },
    { .name = "bibtex", .proceedings = &proceedings_bibtex },
    { .name = "json", .proceedings = &proceedings_json },
    { .name = "html", .paper = parse_html, .paper_max = PAPER_HTML_MAX },
    { .name = "pdf", .paper = parse_printed, PAPER_PDF_MAX, .is_pdf = true },
    { .name = "markdown", .paper = parse_markdown, .paper_max = MARKDOWN_MAX },
    { .name = "pdftotext" },
};

static const char help[] =
    "usage: paperfeed parse FORMAT [--category C] [--venue V --year Y] "
    "[--document] < bytes\n"
    "\n"
    "Reads foreign bytes on standard input, prints one JSON record a line.\n"
    "\n"
    "FORMAT        rss, atom, list, api, oai or kaggle: papers, a record each;\n"
    "              oai ends with a line {\"harvest\"}: the token of the next page, "
    "the\n"
    "              protocol's error, records that cannot be read\n"
    "              acl, bibtex or json: proceedings, a record each; what is left "
    "out\n"
    "              is counted on standard error\n"
    "              html or pdf: the full text of one paper, as one object\n"
    "              markdown: a model's answer, as an object of safe HTML\n"
    "              pdftotext: a PDF's bare text, as pdftotext prints it in its cell\n"
    "--category C  list: whose page it is (tells replacements from replaced "
    "cross-lists)\n"
    "--venue V     acl, bibtex, json, oai: the conference, such as ICLR, where the "
    "file "
    "does\n"
    "--year Y      not say it; of acl, which does, the only edition that is told\n"
    "--document    what the document says about itself comes first, as a line of its "
    "own;\n"
    "              kaggle: a broken line is a record {\"error\", \"line\"}\n"
    "              proceedings: {\"edition\"}, {\"error\", \"where\"}, and "
    "{\"skipped\"}\n"
    "              for what is left out; who names no edition is broken\n"
    "--files       acl, bibtex, json: files one behind the other, each in pieces with "
    "their\n"
    "              length in front (four bytes, the highest first; 0 ends the file); "
    "a line\n"
    "              {\"end\"} comes behind each\n"
    "--no-sandbox  do without the system call filter and Landlock\n";

static void put_harvest(struct parse_output *out, const struct source_harvest *harvest)
{
    cJSON *object = cJSON_CreateObject();
    record_harvest_write(harvest, json_set_object(object, "harvest"));
    parse_put_json(out, object);
}

static void put_document(const struct options *options, struct parse_output *out,
                         const struct source_document *document)
{
    if (options->document)
        parse_put_json(out, record_document_json(document));
    for (size_t i = 0; i < document->entries.count; i++)
        parse_put_json(out, record_entry_json(&document->entries.items[i]));
    if (!options->document && document->harvest.is_page)
        put_harvest(out, &document->harvest);
    parse_flush(out);
}

static bool parse_document(const struct options *options, struct parse_output *out,
                           struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(buf_done) struct buf bytes = buf_upto(SOURCE_BYTES_MAX);
    struct source_document document;
    if (!parse_read_all(&bytes, err) ||
        !options->format->document(options, buf_str(&bytes), &arena, &document, err))
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
    struct parse_output *out;
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
        parse_put_json(lines->out, object);
        return;
    }
    char where[40];
    snprintf(where, sizeof where, "line %" PRId64, lines->number);
    parse_complain(where, why->text);
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
    parse_put_json(lines->out, record_entry_json(&entry));
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
    char piece[PARSE_PIECE_SIZE];
    size_t len = 1;
    while (len > 0 && !lines->out->failed) {
        if (!parse_read_piece(piece, &len, err))
            return false;
        take_piece(lines, (struct str){ piece, len });
    }
    if (lines->begun.len > 0 || lines->begun.full)
        take_line(lines, buf_str(&lines->begun), lines->begun.full);
    return true;
}

static bool parse_lines(const struct options *options, struct parse_output *out,
                        struct err *err)
{
    struct lines lines = { .options = options, .out = out };
    lines.begun = buf_upto(KAGGLE_LINE_MAX);
    bool read = take_pieces(&lines, err);
    buf_done(&lines.begun);
    parse_flush(out);
    if (read && lines.broken > 0 && !options->document)
        return err_set(err, ERR_INVALID, "%" PRId64 " of %" PRId64 " lines are broken",
                       lines.broken, lines.number);
    return read;
}

/* The bytes of a text; of a PDF those that pdftotext prints. */
static bool read_paper(const struct options *options, struct buf *bytes,
                       struct err *err)
{
    if (!options->format->is_pdf)
        return parse_read_all(bytes, err);
    CLEANUP(buf_done) struct buf pdf = buf_upto(options->format->paper_max);
    return parse_read_all(&pdf, err) &&
           parse_pdf_print(buf_str(&pdf), options->no_sandbox, bytes, err);
}

/* A PDF's text is printed before the sandbox closes: no program starts inside. */
static bool parse_one(const struct options *options,
                      const struct sandbox_limits *limits, struct parse_output *out,
                      struct err *err)
{
    const struct format *format = options->format;
    CLEANUP(buf_done)
    struct buf bytes = buf_upto(format->is_pdf ? PRINTED_MAX : format->paper_max);
    cJSON *object = NULL;
    bool fine = format->is_pdf
                    ? read_paper(options, &bytes, err) && sandbox_enter(limits, err)
                    : sandbox_enter(limits, err) && read_paper(options, &bytes, err);
    if (!fine || !format->paper(buf_str(&bytes), &object, err))
        return false;
    parse_put_json(out, object);
    parse_flush(out);
    return true;
}

static struct proceedings_task proceedings_options(const struct options *options)
{
    return (struct proceedings_task){
        .format = options->format->proceedings,
        .venue = options->venue,
        .year = options->year,
        .document = options->document,
        .files = options->files,
    };
}

static bool parse_records(const struct options *options,
                          const struct sandbox_limits *limits, struct parse_output *out,
                          struct err *err)
{
    const struct proceedings_task proceedings = proceedings_options(options);
    if (!sandbox_enter(limits, err))
        return false;
    if (options->format->proceedings != NULL)
        return parse_proceedings_run(&proceedings, out, err);
    return options->format->document ? parse_document(options, out, err)
                                     : parse_lines(options, out, err);
}

/* A file of any size. */
static bool is_stream(const struct format *format)
{
    return format->line != NULL || format->proceedings != NULL;
}

static bool parse_format(const struct options *options, struct parse_output *out,
                         struct err *err)
{
    const struct format *format = options->format;
    const struct sandbox_limits limits = {
        .cpu_seconds = is_stream(format) ? 0 : DOCUMENT_CPU_SECONDS,
        .no_filter = options->no_sandbox,
    };
    if (format->paper != NULL)
        return parse_one(options, &limits, out, err);
    if (format->document != NULL || is_stream(format))
        return parse_records(options, &limits, out, err);
    parse_become_pdftotext(options->no_sandbox, err);
    return false;
}

static int parse(const struct options *options)
{
    struct err err = { 0 };
    struct parse_output out = { .text = buf_upto(OUTPUT_MAX) };
    xml_walk_prepare();
    bool fine = parse_format(options, &out, &err);
    if (fine && out.failed)
        fine = err_set(&err, ERR_BROKEN, "standard output cannot be written");
    if (!fine)
        parse_complain(err_code_name(err.code), err.text);
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
    { "--files", offsetof(struct options, files) },
    { "--no-sandbox", offsetof(struct options, no_sandbox) },
};

static const struct {
    const char *name;
    size_t place; /* of a text in struct options */
} values[] = {
    { "--category", offsetof(struct options, category) },
    { "--venue", offsetof(struct options, venue) },
    { "--year", offsetof(struct options, year) },
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
            parse_complain("what is this?", argv[at]);
            return false;
        }
    if (options->files && options->format != NULL &&
        options->format->proceedings == NULL) {
        parse_complain("--files", "this format comes one file at a time");
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

static bool check_edition(const struct options *options)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    const struct proceedings_task proceedings = proceedings_options(options);
    struct proceedings_ask ignored;
    struct err err = { 0 };
    if (parse_proceedings_ask(&proceedings, &arena, &ignored, &err))
        return true;
    parse_complain("", err.text);
    return false;
}

int command_parse(int argc, char **argv)
{
    struct options options = { .no_sandbox = may_do_without_filter() };
    if (!read_options(argc, argv, &options)) {
        parse_write(STDERR_FILENO,
                    LIT("Formats are rss, atom, list, api, oai, kaggle, acl, bibtex, "
                        "json, html, pdf and markdown; paperfeed parse --help tells "
                        "more.\n"));
        return EXIT_USAGE;
    }
    if (options.help)
        return parse_write(STDOUT_FILENO, str_of(help)) ? EXIT_FINE : EXIT_BROKEN;
    if (!check_edition(&options))
        return EXIT_USAGE;
    _exit(parse(&options)); /* the sandbox leaves no way to tidy up */
}
