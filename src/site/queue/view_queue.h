/* /queue: what waits, runs and has died, who answers, and what it cost. The
 * administrator can retry, cancel, pause and resume (POST action=…&job=N). */
#ifndef SITE_VIEW_QUEUE_H
#define SITE_VIEW_QUEUE_H

#include "site/view.h"

bool view_queue_tree(struct view *view, struct err *err);
route_handler queue_post, queue_api_post;

#endif
