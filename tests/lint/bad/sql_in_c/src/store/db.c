/* Connections and transactions. */
static const char *begin = "BEGIN IMMEDIATE";
