/* A folder without a layer. */
#include "base/err.h"
