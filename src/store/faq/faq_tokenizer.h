/* FTS5's words for the answers of FAQs are ours (text/analysis.h). */
#ifndef STORE_FAQ_TOKENIZER_H
#define STORE_FAQ_TOKENIZER_H

#include <sqlite3.h>
#include <stdbool.h>

/* Makes the tokenizer `paperfeed` known to a connection; false: SQLite would not. */
bool faq_tokenizer_register(fts5_api *api);

#endif
