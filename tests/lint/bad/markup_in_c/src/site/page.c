/* A page with "<b>" in its comment. */
static const char *item = "<li>%s</li>";
static const char *end = "done</p>";
static const char *below = "a < b, x <y@z>, where /list/<category> is";
