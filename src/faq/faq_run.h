/* One job from lease to end. Belongs to one worker thread. */
#ifndef WORK_FAQ_RUN_H
#define WORK_FAQ_RUN_H

#include "faq/chat.h"
#include "faq/faq_workers.h"

/* Works on a claimed job until it is done, dead, cancelled or put back; `first` is the
 * provider whose slot the caller holds (given back by this function, as is any that it
 * takes instead). All that can go wrong with papers and models is dealt with here;
 * false (with err) only when the store itself is in trouble. */
NODISCARD bool faq_run(const struct faq_options *options, struct chat *chat,
                       const struct job *job, struct lease lease,
                       const struct provider *first, struct err *err);

#endif
