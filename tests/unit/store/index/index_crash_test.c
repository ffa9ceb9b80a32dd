/* Whatever moment the process is killed at: no paper is missing in the search index,
 * none is in it twice, no file is left over. KILLS says how often, SEED where. */
#include "store/test_index.h"

#include <dirent.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>

enum { KILLS = 10, KEYS = 24, LIFE_MS = 100 };

struct told {
    int32_t key, round; /* the title of this round is stored */
};

struct life {
    int ms;
    bool writes;
};

static int64_t number_of(const char *name, int64_t fallback)
{
    const char *text = getenv(name);
    int64_t number = fallback;
    struct err err;
    if (text != NULL && !str_to_int(str_of(text), 0, 1000000, &number, &err))
        fail_msg("%s: %s", name, err.text);
    return number;
}

static bool put_round(struct test_store *test, struct told told)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct paper paper =
        test_paper(&arena, arena_printf(&arena, "2604.%05d", told.key + 1));
    paper.title = arena_printf(&arena, "Round %d of %d", told.round, told.key);
    struct test_put put = { .paper = &paper, .day = TEST_DAY };
    return store_write(test->store, test_put_part, &put, &test->err);
}

/* Changes paper after paper and says so after each, until it is killed. */
static void put_until_killed(struct test_store *test, int first, int out)
{
    if (!test_open(test))
        _exit(1);
    for (int round = first;; round++) {
        struct told told = { round * 7 % KEYS, round };
        if (!put_round(test, told) || write(out, &told, sizeof told) != sizeof told)
            _exit(1);
    }
}

static void listen_once(int in, int32_t last[KEYS], int *ret_round)
{
    struct told told;
    if (read(in, &told, sizeof told) != sizeof told)
        fail_msg("the writer died by itself");
    last[told.key] = told.round;
    *ret_round = told.round;
}

static void listen_for(int in, int ms, int32_t last[KEYS], int *ret_round)
{
    int64_t until = clock_monotonic_us() + ms * 1000;
    for (int64_t left = ms; left >= 0; left = (until - clock_monotonic_us()) / 1000) {
        struct pollfd ready = { .fd = in, .events = POLLIN };
        if (poll(&ready, 1, (int)left) <= 0)
            return;
        listen_once(in, last, ret_round);
    }
}

static void drain(int in, int32_t last[KEYS], int *ret_round)
{
    struct told told;
    while (read(in, &told, sizeof told) == sizeof told) {
        last[told.key] = told.round;
        *ret_round = told.round;
    }
}

/* Lets a writer live for so long: after its first write, or after its birth. */
static void kill_a_writer(struct test_store *test, struct life life, int32_t last[KEYS],
                          int *round)
{
    int ends[2], status = 0;
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        close(ends[0]);
        put_until_killed(test, *round + 1, ends[1]);
    }
    close(ends[1]);
    if (life.writes)
        listen_once(ends[0], last, round);
    listen_for(ends[0], life.ms, last, round);
    assert_int_equal(kill(child, SIGKILL), 0);
    drain(ends[0], last, round);
    close(ends[0]);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
}

static void lose_a_file(struct test_store *test)
{
    DIR *dir = opendir(test_path(test, "index"));
    if (dir == NULL)
        return;
    for (struct dirent *entry = readdir(dir); entry != NULL; entry = readdir(dir))
        if (entry->d_name[0] != '.') {
            unlinkat(dirfd(dir), entry->d_name, 0);
            break;
        }
    closedir(dir);
}

static int64_t round_of(const char *title)
{
    struct str text = str_of(title);
    int64_t round = -1;
    struct err err;
    if (!str_skip(&text, LIT("Round ")) ||
        !str_to_int(str_cut(&text, ' '), 0, INT32_MAX, &round, &err))
        fail_msg("%s", title);
    return round;
}

static void check_all(struct test_store *test, const int32_t last[KEYS])
{
    assert_ok(test, test_open(test));
    assert_ok(test, store_check(test->store, true, &test->err));
    settle(test);
    assert_ok(test, store_check(test->store, true, &test->err));
    for (int i = 0; i < KEYS; i++)
        if (last[i] >= 0) {
            const char *key = arena_printf(&test->arena, "2604.%05d", i + 1);
            assert_true(round_of(get_paper(test, key).title) >= last[i]);
        }
    assert_int_equal(indexed_docs(test), count_of(test, "SELECT count(*) FROM paper"));
    test_close(test);
}

static void a_process_that_is_killed_leaves_the_index_whole(void **state)
{
    struct test_store *test = *state;
    int64_t kills = number_of("KILLS", KILLS);
    unsigned seed = (unsigned)number_of("SEED", 4);
    int32_t last[KEYS];
    int round = 0;
    memset(last, -1, sizeof last);
    for (int64_t i = 0; i < kills; i++) {
        struct life life = { .ms = rand_r(&seed) % LIFE_MS, .writes = i % 2 == 0 };
        kill_a_writer(test, life, last, &round);
        if (rand_r(&seed) % 4 == 0)
            lose_a_file(test);
        if (rand_r(&seed) % 2 == 0)
            check_all(test, last);
    }
    check_all(test, last);
    print_message("%d writes, %d kills\n", round, (int)kills);
    assert_true(round > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        folder_test(a_process_that_is_killed_leaves_the_index_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
