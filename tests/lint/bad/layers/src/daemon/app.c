/* The top may include all. */
#include "site/site.h"
#include "app.h"
