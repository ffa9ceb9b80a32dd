/* Who may ask a venue's host now; see host_gate.h. The pace is looked at and written in
 * one transaction, so that two gates never start at once. */
#include "work/host_gate.h"

#include "base/clock.h"
#include "base/hash.h"
#include "store/arxiv/host_pace_store.h"

enum { TURN_MS = 600000 /* who gets no turn by then comes back later */ };
enum { LOOK_AGAIN_MS = 50, TAKEN = 0, REFUSED = -1 };

void host_gate_init(struct host_gate *gate)
{
    pthread_mutex_init(&gate->mutex, NULL);
    gate->taken = false;
}

void host_gate_done(struct host_gate *gate)
{
    pthread_mutex_destroy(&gate->mutex);
}

const char *host_of(const char *url, struct arena *arena)
{
    struct str rest = str_of(url);
    rest = str_from(rest, str_find(rest, LIT("://")) + 3);
    size_t len = 0;
    while (len < rest.len && str_find_char(LIT("/?#:"), rest.ptr[len]) == 4)
        len++;
    while (len > 0 && rest.ptr[len - 1] == '.') /* "arxiv.org." is the same host */
        len--;
    if (len == 0)
        return NULL;
    char *host = arena_text(arena, str_upto(rest, len));
    for (char *at = host; *at != '\0'; at++)
        *at = char_lower(*at);
    return host;
}

bool host_is_arxiv(const char *host)
{
    return host != NULL && (str_eq(str_of(host), LIT("arxiv.org")) ||
                            str_ends(str_of(host), LIT(".arxiv.org")));
}

const char *host_user_agent(const char *contact, struct arena *arena)
{
    return arena_printf(arena, "paperfeed/%s (%s%s)", PAPERFEED_VERSION,
                        contact[0] ? "self-hosted; contact " : "self-hosted", contact);
}

/* One look at the host's pace. */
struct look {
    struct host_gate *gate;
    struct host_visit *visit;
    bool in_turn;        /* of a visit that was sent on */
    int64_t wait, pause; /* ms; wait 0: the host may be asked */
};

static struct pace_rule rule_of(const struct host_gate *gate)
{
    return (struct pace_rule){ .spacing = { [PACE_PAGE] = gate->spacing_ms } };
}

static bool look_or_take(struct db *db, void *context, struct err *err)
{
    struct look *look = context;
    struct pace *pace = &look->visit->pace;
    struct pace_rule rule = rule_of(look->gate);
    int64_t now = clock_now_ms();
    if (!host_pace_store_get(db, look->visit->host, pace, err))
        return false;
    look->pause = pace_pause_left(pace, now);
    look->wait = pace_wait(pace, &rule, PACE_PAGE, now);
    if (look->wait > 0)
        return true;
    pace_started(pace, &rule, PACE_PAGE, now);
    return host_pace_store_put(db, look->visit->host, pace, err);
}

static int64_t say_busy(const struct look *look, struct err *err)
{
    char until[TIME_TEXT_SIZE];
    time_to_text(clock_now() + look->wait / 1000 + 1, until);
    err_set(err, ERR_BUSY, "%.200s is not asked again before %s", look->visit->host,
            until);
    err->retry_after = look->wait / 1000 + 1;
    return REFUSED;
}

/* TAKEN, REFUSED, or how many ms to wait before looking again. */
static int64_t try_to_take(struct look *look, int64_t deadline, struct err *err)
{
    struct host_gate *gate = look->gate;
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&gate->mutex);
    int64_t patience = (deadline - clock_monotonic_us()) / 1000;
    if (gate->taken && !look->in_turn)
        return LOOK_AGAIN_MS;
    if (!store_write(gate->store, look_or_take, look, err))
        return REFUSED;
    if (look->pause > gate->patience_ms || (look->wait > 0 && look->wait > patience))
        return say_busy(look, err);
    gate->taken = look->in_turn || look->wait == 0;
    return look->wait;
}

static bool wait_for_host(struct look *look, struct err *err)
{
    struct stop *stop = look->gate->stop;
    int64_t deadline = clock_monotonic_us() + (int64_t)TURN_MS * 1000;
    for (;;) {
        if (stop_asked(stop))
            return err_set(err, ERR_BUSY, "stopped while waiting for %.200s",
                           look->visit->host);
        int64_t wait = try_to_take(look, deadline, err);
        if (wait <= 0)
            return wait == TAKEN;
        stop_pause(stop, wait);
    }
}

static bool say_arxiv(const char *host, struct err *err)
{
    return err_set(err, ERR_REFUSED,
                   "%.200s is arXiv's, which is not asked for proceedings", host);
}

bool host_gate_enter(struct host_gate *gate, struct host_visit *visit, struct err *err)
{
    struct look look = { .gate = gate, .visit = visit };
    if (host_is_arxiv(visit->host))
        return say_arxiv(visit->host, err);
    return wait_for_host(&look, err);
}

/* What a request leaves behind. Another gate may have written meanwhile. */
struct leaving {
    const struct host_gate *gate;
    struct host_visit *visit;
    const struct host_answer *answer;
};

static bool write_answer(struct db *db, void *context, struct err *err)
{
    const struct leaving *leaving = context;
    const struct host_answer *answer = leaving->answer;
    struct pace *pace = &leaving->visit->pace;
    struct pace_rule rule = rule_of(leaving->gate);
    int64_t now = clock_now_ms();
    if (!host_pace_store_get(db, leaving->visit->host, pace, err))
        return false;
    pace_started(pace, &rule, PACE_PAGE, now);
    if (answer->is_failure)
        pace_failed(pace, answer->status, answer->retry_after, (uint32_t)random_bits(),
                    now);
    else
        pace_succeeded(pace);
    return host_pace_store_put(db, leaving->visit->host, pace, err);
}

bool host_gate_redirect(struct host_gate *gate, struct host_visit *visit,
                        const char *url, struct arena *arena, struct err *err)
{
    const struct host_answer fine = { .status = 302 };
    struct leaving leaving = { gate, visit, &fine };
    struct host_visit next = { .host = host_of(url, arena) };
    struct look look = { .gate = gate, .visit = &next, .in_turn = true };
    bool kept = store_write(gate->store, write_answer, &leaving, err);
    visit->host = NULL;
    if (!kept)
        return false;
    if (next.host == NULL)
        return err_set(err, ERR_REFUSED, "“%.200s” is no address", url);
    if (host_is_arxiv(next.host))
        return say_arxiv(next.host, err);
    if (!wait_for_host(&look, err))
        return false;
    *visit = next;
    return true;
}

bool host_gate_leave(struct host_gate *gate, struct host_visit *visit,
                     const struct host_answer *answer, struct err *err)
{
    struct leaving leaving = { gate, visit, answer };
    bool kept =
        visit->host == NULL || store_write(gate->store, write_answer, &leaving, err);
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&gate->mutex);
    gate->taken = false;
    return kept;
}
