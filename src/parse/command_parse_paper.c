/* See command_parse_paper.h. */
#include "parse/command_parse_paper.h"

#include "base/process.h"
#include "parse/sandbox.h"
#include "source/paper_html.h"
#include "source/paper_pdf.h"
#include "source/sniff.h"
#include "text/markdown.h"

#include <errno.h>

enum {
    PDF_CPU_SECONDS = 20,
    PDF_WALL_MS = 30000,
    PRINTED_MAX = 32 << 20,
    MAGIC_WITHIN = 1024,
    HTML_MAX = MARKDOWN_MAX * 20,
};

#define PDFTOTEXT "/usr/bin/pdftotext"

static const char *const pdftotext[] = { PDFTOTEXT, "-enc", "UTF-8", "-eol", "unix",
                                         "-l",      "80",   "-",     "-",    NULL };

bool parse_html(struct str bytes, cJSON **ret_object, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct paper_text text;
    if (!paper_html_read(bytes, &arena, &text, err))
        return false;
    *ret_object = paper_text_write(&text);
    return true;
}

bool parse_printed(struct str bytes, cJSON **ret_object, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct paper_text text;
    if (!paper_pdf_read(bytes, &arena, &text, err))
        return false;
    *ret_object = paper_text_write(&text);
    return true;
}

bool parse_markdown(struct str bytes, cJSON **ret_object, struct err *err)
{
    CLEANUP(buf_done) struct buf html = buf_upto(HTML_MAX);
    if (!markdown_to_html(bytes, &html, err))
        return false;
    *ret_object = cJSON_CreateObject();
    json_set_text(*ret_object, "html", html.len > 0 ? html.ptr : "");
    return true;
}

struct printing {
    struct str pdf; /* what has not been given yet */
    struct buf *printed;
    bool started;
};

static bool give_pdf(void *context, struct str *ret_piece, struct err *err)
{
    (void)err;
    struct printing *printing = context;
    printing->started = true;
    *ret_piece = printing->pdf;
    printing->pdf = LIT("");
    return true;
}

static bool take_printed(void *context, struct str piece, struct err *err)
{
    struct buf *printed = ((struct printing *)context)->printed;
    buf_add(printed, piece);
    return !printed->full ||
           err_set(err, ERR_LIMIT, "the PDF's text is over %zu bytes", printed->max);
}

static bool says(const struct err *err, struct str words)
{
    return str_find(str_of(err->text), words) < strlen(err->text);
}

/* pdftotext's own words, and what they mean to whoever asked for the text. */
static bool name_error(bool started, struct err *err)
{
    struct str words = str_of(err->text);
    if (str_skip(&words, LIT("broken: "))) { /* the cell, or no pdftotext */
        char text[sizeof err->text];
        snprintf(text, sizeof text, "%.*s", STR_ARG(words));
        return err_set(err, ERR_BROKEN, "%s", text);
    }
    if (says(err, LIT("Incorrect password")))
        return err_set(err, ERR_INVALID, "the PDF is encrypted");
    if (says(err, LIT("Copying of text")))
        return err_set(err, ERR_INVALID, "the PDF does not let its text be copied");
    if (err->code == ERR_BROKEN && started)
        err->code = ERR_INVALID; /* a PDF that it died of */
    return err_add(err, "pdftotext");
}

static bool check_magic(struct str pdf, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct str head = str_upto(pdf, MAGIC_WITHIN);
    if (str_find(head, LIT("%PDF-")) < head.len)
        return true;
    return err_set(err, ERR_INVALID, "a PDF was expected, found %s",
                   sniff(&arena, str_upto(pdf, MAGIC_WITHIN)));
}

bool parse_pdf_print(struct str pdf, bool no_sandbox, struct buf *printed,
                     struct err *err)
{
    const char *argv[] = { "/proc/self/exe", "parse", "pdftotext",
                           no_sandbox ? "--no-sandbox" : NULL, NULL };
    struct printing printing = { .pdf = pdf, .printed = printed };
    const struct process_task task = {
        .argv = argv,
        .limits = { .cpu_seconds = PDF_CPU_SECONDS,
                    .wall_ms = PDF_WALL_MS,
                    .output_max = PRINTED_MAX },
        .input = give_pdf,
        .output = take_printed,
        .context = &printing,
    };
    if (!check_magic(pdf, err))
        return false;
    return process_run(&task, err) || name_error(printing.started, err);
}

void parse_become_pdftotext(bool no_sandbox, struct err *err)
{
    char *const no_environment[] = { NULL };
    const struct sandbox_program program = { .path = PDFTOTEXT,
                                             .cpu_seconds = PDF_CPU_SECONDS,
                                             .no_filter = no_sandbox };
    if (!sandbox_enter_program(&program, err))
        return;
    execve(PDFTOTEXT, (char *const *)(uintptr_t)pdftotext, no_environment);
    err_set(err, ERR_BROKEN, "%s cannot be started: %s", PDFTOTEXT, strerror(errno));
}
