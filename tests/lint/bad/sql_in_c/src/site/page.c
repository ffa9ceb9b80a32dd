/* A page that asks the database; "SELECT title" in a comment is none. */
static const char *asked = "SELECT title FROM paper";
static const char *glued = "x" /* between */ "DELETE FROM paper";
static const char *plain = "Select a day; updates come at night";
static const char *begin = "BEGIN IMMEDIATE";
static const char *pragma = "PRAGMA user_version";
