/* One entry of a listing page: its <dt> (number, id, links) and its <dd> (what is known
 * of the paper). Ids are taken from the <dt> alone: abstracts mention other papers. */
#ifndef SOURCE_LIST_ENTRY_H
#define SOURCE_LIST_ENTRY_H

#include "source/html_scan.h"
#include "source/record.h"

enum { LIST_AUTHORS_SHOWN = 100 }; /* where the page ends a list of names */

/* The text of the element that was just opened: white space folded, <br> as the start
 * of a paragraph, "this https URL" as the address. Takes its closing tag along. False
 * if the page ends first. */
NODISCARD bool list_text(struct str *page, struct str element, struct buf *out);

/* After the tag <dt>: up to </dt>. ERR_INVALID: no id in it, or the page ends first. */
NODISCARD bool list_entry_read_dt(struct str *page, struct arena *arena,
                                  struct source_entry *ret_entry, struct err *err);
/* After the tag <dd>: up to </dd>. False if the page ends first. */
NODISCARD bool list_entry_read_dd(struct str *page, struct arena *arena,
                                  struct source_entry *entry);

#endif
