/* Reads markup, so it may name it. */
static const char *title = "<title>";
