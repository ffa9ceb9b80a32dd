/* What pdftotext prints, to text: lines joined to paragraphs, hyphens at line ends
 * undone, running heads and page numbers dropped, ligatures resolved, headings guessed
 * where they are numbered, everything from the references on dropped (an appendix
 * behind them kept). Pure: the program itself is run by `paperfeed parse pdf`. */
#ifndef SOURCE_PAPER_PDF_H
#define SOURCE_PAPER_PDF_H

#include "source/paper_text.h"

/* `printed`: UTF-8, pages separated by form feeds. ERR_INVALID: next to no text (a
 * scan). */
NODISCARD bool paper_pdf_read(struct str printed, struct arena *arena,
                              struct paper_text *ret_text, struct err *err);

#endif
