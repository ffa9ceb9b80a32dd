/* A store that looks up and sideways. */
#include "base/err.h"
#include "http/server.h"
#include "net/http_client.h"
#include "paper_store.h"
#include "query.def"
#include <stdio.h>
