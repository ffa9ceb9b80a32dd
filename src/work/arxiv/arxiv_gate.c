/* Who may ask arXiv now; see arxiv_gate.h. */
#include "work/arxiv/arxiv_gate.h"

#include "base/clock.h"
#include "base/hash.h"

enum { LOOK_AGAIN_MS = 20, TAKEN = 0, REFUSED = -1 };

bool arxiv_gate_init(struct arxiv_gate *gate, struct store *store, struct stop *stop,
                     struct err *err)
{
    gate->store = store;
    gate->stop = stop;
    pthread_mutex_init(&gate->keeping, NULL);
    pthread_mutex_init(&gate->mutex, NULL);
    CLEANUP(store_read_end) struct db *db = store_read_begin(store);
    if (!poll_store_get_pace(db, &gate->pace, err))
        return false;
    gate->asked_to_wait = pace_pause_left(&gate->pace, clock_now_ms()) > 0;
    return true;
}

void arxiv_gate_done(struct arxiv_gate *gate)
{
    pthread_mutex_destroy(&gate->mutex);
    pthread_mutex_destroy(&gate->keeping);
}

void arxiv_gate_new_pass(struct arxiv_gate *gate)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&gate->mutex);
    if (gate->asked_to_wait)
        return;
    gate->pace.paused_until = 0;
    gate->pace.failures = 0;
}

int64_t arxiv_gate_wait_ms(struct arxiv_gate *gate, enum pace_lane lane)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&gate->mutex);
    return pace_wait(&gate->pace, &gate->rule, lane, clock_now_ms());
}

/* What the database must know before a request and after it. */
struct note {
    struct pace pace;
    const struct poll_cursor *cursor;
    bool first;
};

static bool write_note(struct db *db, void *context, struct err *err)
{
    const struct note *note = context;
    if (note->first)
        store_touch_pages(db);
    return poll_store_put_pace(db, &note->pace, err) &&
           (note->cursor == NULL || poll_store_put_cursor(db, note->cursor, err));
}

/* Our own back-off is not kept: only spacing and what a host asked for outlive us. */
static struct pace pace_to_keep(struct arxiv_gate *gate)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&gate->mutex);
    struct pace pace = gate->pace;
    if (!gate->asked_to_wait)
        pace.paused_until = 0;
    return pace;
}

static bool keep(struct arxiv_gate *gate, struct note *note, struct err *err)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&gate->keeping);
    note->pace = pace_to_keep(gate);
    return store_write(gate->store, write_note, note, err);
}

static int64_t say_busy(const struct arxiv_gate *gate, int64_t now, int64_t wait,
                        struct err *err)
{
    char until[TIME_TEXT_SIZE];
    time_to_text((now + wait) / 1000, until);
    if (pace_pause_left(&gate->pace, now) <= 0)
        err_set(err, ERR_BUSY, "others ask arXiv before us");
    else if (gate->asked_to_wait)
        err_set(err, ERR_BUSY, "arXiv asked us to wait until %s", until);
    else
        err_set(err, ERR_BUSY, "arXiv did not answer; next try not before %s", until);
    err->retry_after = wait / 1000 + 1;
    return REFUSED;
}

/* Under the mutex. `place` is a page's. A harvest, which has the next question at once
 * for hours, lets pages through; they come so seldom that it is not held up. */
static bool others_go_first(const struct arxiv_gate *gate,
                            const struct arxiv_turn *turn,
                            const struct arxiv_place *place, int64_t now)
{
    if (gate->taken)
        return true;
    if (turn->is_page)
        return gate->questions > 0 || gate->pages != place;
    return turn->is_harvest &&
           (gate->questions > 0 ||
            (gate->pages != NULL &&
             pace_wait(&gate->pace, &gate->rule, PACE_PAGE, now) == 0));
}

/* TAKEN, REFUSED, or how many ms to wait before looking again. */
static int64_t try_to_take(struct arxiv_gate *gate, const struct arxiv_turn *turn,
                           const struct arxiv_place *place, struct err *err)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&gate->mutex);
    int64_t now = clock_now_ms();
    int64_t patience = (turn->deadline - clock_monotonic_us()) / 1000;
    int64_t pause = pace_pause_left(&gate->pace, now);
    int64_t wait = pace_wait(&gate->pace, &gate->rule, turn->lane, now);
    bool others = others_go_first(gate, turn, place, now);
    if (pause > 0 && (turn->is_page || pause > patience))
        return say_busy(gate, now, pause, err);
    if (others && wait < LOOK_AGAIN_MS)
        wait = LOOK_AGAIN_MS;
    if (turn->is_page && wait > 0 && wait > patience)
        return say_busy(gate, now, wait, err);
    if (wait > 0)
        return wait;
    gate->taken = true;
    pace_started(&gate->pace, &gate->rule, turn->lane, now);
    return TAKEN;
}

static void line_up(struct arxiv_gate *gate, const struct arxiv_turn *turn,
                    struct arxiv_place *place)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&gate->mutex);
    struct arxiv_place **last = &gate->pages;
    if (!turn->is_page) {
        gate->questions += !turn->is_harvest;
        return;
    }
    while (*last != NULL)
        last = &(*last)->next;
    *last = place;
}

static void step_out(struct arxiv_gate *gate, const struct arxiv_turn *turn,
                     const struct arxiv_place *place)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&gate->mutex);
    struct arxiv_place **at = &gate->pages;
    if (!turn->is_page) {
        gate->questions -= !turn->is_harvest;
        return;
    }
    while (*at != place)
        at = &(*at)->next;
    *at = place->next;
}

static bool wait_for_turn(struct arxiv_gate *gate, const struct arxiv_turn *turn,
                          const struct arxiv_place *place, struct err *err)
{
    for (;;) {
        if (stop_asked(gate->stop))
            return err_set(err, ERR_BUSY, "stopped while waiting for arXiv");
        int64_t wait = try_to_take(gate, turn, place, err);
        if (wait <= 0)
            return wait == TAKEN;
        stop_pause(gate->stop, wait);
    }
}

static bool take(struct arxiv_gate *gate, const struct arxiv_turn *turn,
                 struct err *err)
{
    struct arxiv_place place = { NULL };
    line_up(gate, turn, &place);
    bool taken = wait_for_turn(gate, turn, &place, err);
    step_out(gate, turn, &place);
    return taken;
}

bool arxiv_gate_enter(struct arxiv_gate *gate, const struct arxiv_turn *turn,
                      struct err *err)
{
    struct note note = { .cursor = NULL };
    bool taken = take(gate, turn, err);
    if (!taken || keep(gate, &note, err))
        return taken;
    arxiv_gate_leave(gate, turn->lane);
    return false;
}

static int64_t start_or_wait(struct arxiv_gate *gate, enum pace_lane lane)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&gate->mutex);
    int64_t now = clock_now_ms();
    int64_t wait = pace_wait(&gate->pace, &gate->rule, lane, now);
    if (wait <= 0)
        pace_started(&gate->pace, &gate->rule, lane, now);
    return wait;
}

bool arxiv_gate_redirect(struct arxiv_gate *gate, enum pace_lane lane, struct err *err)
{
    struct note note = { .cursor = NULL };
    int64_t wait = 1;
    while (!stop_asked(gate->stop) && (wait = start_or_wait(gate, lane)) > 0)
        stop_pause(gate->stop, wait);
    if (wait > 0)
        return err_set(err, ERR_BUSY, "stopped while waiting for arXiv");
    return keep(gate, &note, err);
}

void arxiv_gate_leave(struct arxiv_gate *gate, enum pace_lane lane)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&gate->mutex);
    pace_started(&gate->pace, &gate->rule, lane, clock_now_ms());
    gate->taken = false;
}

/* A host's wish, unless it has passed. Under the mutex. */
static bool still_asked_to_wait(const struct arxiv_gate *gate)
{
    return gate->asked_to_wait && pace_pause_left(&gate->pace, clock_now_ms()) > 0;
}

bool arxiv_gate_answered(struct arxiv_gate *gate, struct err *err)
{
    struct note note = { .cursor = NULL };
    {
        CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&gate->mutex);
        pace_succeeded(&gate->pace);
        gate->asked_to_wait = still_asked_to_wait(gate);
    }
    return keep(gate, &note, err);
}

static void slow_down(struct arxiv_gate *gate, const struct arxiv_trouble *trouble)
{
    CLEANUP(mutex_release) pthread_mutex_t *held = mutex_hold(&gate->mutex);
    bool asked = still_asked_to_wait(gate);
    if (trouble->is_refusal)
        pace_succeeded(&gate->pace);
    else
        pace_failed(&gate->pace, trouble->status, trouble->retry_after,
                    (uint32_t)random_bits(), clock_now_ms());
    gate->asked_to_wait = asked || trouble->status == 403 || trouble->status == 429 ||
                          trouble->retry_after > 0;
}

bool arxiv_gate_failed(struct arxiv_gate *gate, const struct arxiv_trouble *trouble,
                       struct err *err)
{
    struct note note = { .cursor = trouble->cursor, .first = trouble->first };
    slow_down(gate, trouble);
    return keep(gate, &note, err);
}
