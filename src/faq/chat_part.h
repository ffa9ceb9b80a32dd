/* What the parts of faq/chat.h share. Only chat*.c include this. */
#ifndef WORK_CHAT_PART_H
#define WORK_CHAT_PART_H

#include "faq/chat.h"

enum { CHAT_CONNECT_TIMEOUT_MS = 10000 };

struct chat {
    struct stop *stop;
    struct url_guard guard;
    struct http_client *client;
};

#endif
