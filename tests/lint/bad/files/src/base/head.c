#include "base/err.h"
/* Too late for a head. */
