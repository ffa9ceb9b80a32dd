/* A record with a will of its own: clock_now() in a comment is none. */
int64_t age(void) { return clock_now() - 1; }
void tell(void) { log_info("told"); }
void show(void) { printf("shown"); }
char *write(const cJSON *tree) { return cJSON_Print(tree); }
void ask(sqlite3 *db) { sqlite3_exec(db, "", 0, 0, 0); }
uint64_t chance(void) { return random_bits(); }
void draw(char *to) { snprintf(to, 3, "printf("); }
