/* `paperfeed parse html|pdf|markdown`: one text in, one JSON object out; and the way
 * from a PDF to the text that pdftotext prints of it. See command_parse.h. */
#ifndef COMMAND_PARSE_PAPER_H
#define COMMAND_PARSE_PAPER_H

#include "text/json.h"

/* Bytes to the object that is printed; run inside the sandbox. */
typedef bool parse_paper(struct str bytes, cJSON **ret_object, struct err *err);
parse_paper parse_html, parse_printed, parse_markdown;

/* Runs pdftotext, in a process and a cell of its own (sandbox.h), before this process
 * enters its sandbox: until then it handles the bytes and looks into none of them but
 * the first. ERR_INVALID: no PDF, encrypted, broken. ERR_LIMIT: too large, too slow. */
NODISCARD bool parse_pdf_print(struct str pdf, bool no_sandbox, struct buf *printed,
                               struct err *err);
/* What that process does: enters the cell and becomes pdftotext. Returns on failure. */
void parse_become_pdftotext(bool no_sandbox, struct err *err);

#endif
