/* The FAQ of a paper as page, JSON, event stream and papers.cool protocol; asking for
 * it.
 *
 * JSON: DESIGN's {"paper","version","language","model","state","position","progress",
 * "created","tokens","cost","stale","answers":[{"question","markdown","html"}]} and
 * beside it "id", "source", "notice", "truncated", "reason", "questions", "renewal",
 * "versions" (docs/api.md). */
#ifndef SITE_FAQ_PAGE_H
#define SITE_FAQ_PAGE_H

#include "site/view.h"

/* GET and POST of /<branch>/{id*}/faq, /api/v1/<branch>/{id*}/faq, …/faq/events,
 * /<branch>/kimi, /<branch>/progress. */
route_handler faq_page_get, faq_page_post, faq_api_get, faq_api_post, faq_api_events,
    faq_kimi_get, faq_kimi_post, faq_progress;

#endif
