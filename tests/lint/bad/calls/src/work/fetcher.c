/* A loop may look at the clock and log. */
void loop(void) { log_info("at %ld", clock_now()); }
