/* A loop. */
void loop(void) { log_info("poll done added=%d", 1); log_warn(
    "source failed source=\"%s\"", "x"); }
