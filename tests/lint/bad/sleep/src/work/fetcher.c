/* A loop that does not wait for anything: sleep(1) in a comment is none. */
void loop(void) { sleep(1); }
void turn(void) { usleep(1000); }
static void a_child_that_would_sleep(void **state);
