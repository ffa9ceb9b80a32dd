/* What the streams of one FAQ tell; see live_entry.h. */
#include "site/faq/live_entry.h"

#include "base/hash.h"
#include "base/mem.h"
#include "site/faq/faq_frames.h"

#include <stdlib.h>

struct live_entry *live_entry_new(const struct template_set *templates, int64_t job,
                                  int questions)
{
    struct live_entry *entry = mem_alloc(sizeof *entry);
    entry->templates = templates;
    entry->job = job;
    entry->epoch = random_bits();
    entry->events = stream_log_new(LIVE_LOG_MAX);
    entry->plain = stream_log_new(LIVE_LOG_MAX);
    entry->state = FAQ_NONE;
    entry->questions = questions;
    entry->text = buf_upto(FAQ_ANSWER_MAX);
    return entry;
}

void live_entry_free(struct live_entry *entry)
{
    if (entry == NULL)
        return;
    stream_log_end(entry->events);
    stream_log_end(entry->plain);
    stream_log_release(entry->events);
    stream_log_release(entry->plain);
    buf_done(&entry->text);
    free(entry->question);
    free(entry);
}

static size_t room_left(const struct live_entry *entry)
{
    return LIVE_LOG_MAX - stream_log_len(entry->events);
}

/* Puts the id in front, which names the place behind this frame. */
static void tell(struct live_entry *entry, const struct buf *frame)
{
    static const struct str name = LIT("id: ");
    char id[FRAME_ID_SIZE];
    size_t len = stream_log_len(entry->events);
    size_t behind = len + name.len + FRAME_ID_SIZE - 1 + 1 + frame->len;
    frame_id_write(entry->epoch, behind, id);
    CLEANUP(buf_done) struct buf whole = buf_upto(LIVE_LOG_MAX);
    buf_add(&whole, name);
    buf_text(&whole, id);
    buf_char(&whole, '\n');
    buf_add(&whole, buf_str(frame));
    if (!frame->full && !whole.full)
        stream_log_add(entry->events, buf_str(&whole));
}

static void tell_state(struct live_entry *entry, const char *why)
{
    CLEANUP(buf_done) struct buf frame = buf_upto(1 << 16);
    const struct frame_state state = {
        .state = entry->state,
        .position = entry->position,
        .progress =
            faq_live_progress(entry->answers, entry->text.len, entry->questions),
        .reason = why,
        .questions = entry->questions,
    };
    frame_state(&frame, &state);
    tell(entry, &frame);
}

static void forget_question(struct live_entry *entry)
{
    entry->asked = 0;
    free(entry->question);
    entry->question = NULL;
    buf_clear(&entry->text);
}

void live_entry_queued(struct live_entry *entry, int64_t position, const char *why)
{
    bool is_news = entry->state != FAQ_QUEUED || why != NULL ||
                   (position != 0 && position != entry->position);
    entry->begun = false;
    entry->state = FAQ_QUEUED;
    entry->position = position;
    forget_question(entry);
    if (is_news)
        tell_state(entry, why);
}

void live_entry_taken(struct live_entry *entry)
{
    entry->state = FAQ_RUNNING;
    entry->position = 0;
    tell_state(entry, NULL);
}

/* Another prompt than before: what was answered is void. */
static void forget_answers(struct live_entry *entry, const struct faq *faq)
{
    int stored = 0;
    for (size_t i = 0; i < faq->answers.count; i++)
        if (faq->answers.items[i].number > stored)
            stored = faq->answers.items[i].number;
    if (stored < entry->answers)
        entry->answers = stored;
}

void live_entry_began(struct live_entry *entry, const struct faq *faq)
{
    if (faq->row != 0)
        forget_answers(entry, faq);
    bool is_news = !entry->begun || entry->questions != faq->question_count;
    entry->begun = true;
    entry->state = FAQ_RUNNING;
    entry->position = 0;
    if (faq->question_count > 0)
        entry->questions = faq->question_count;
    if (is_news)
        tell_state(entry, NULL);
    for (size_t i = 0; i < faq->answers.count; i++)
        if (faq->answers.items[i].number > entry->answers)
            live_entry_answered(entry, &faq->answers.items[i]);
}

/* Of the plain stream. What it has sent cannot be taken back. */
static void open_block(struct live_entry *entry, int number, const char *question)
{
    CLEANUP(buf_done) struct buf text = buf_upto(1 << 16);
    if (entry->block_open)
        plain_again(entry->templates, &text);
    plain_question(entry->templates, number, question, &text);
    entry->block_open = true;
    entry->plain_text = (struct plain_text){ 0 };
    entry->plain_sent = 0;
    stream_log_add(entry->plain, buf_str(&text));
}

void live_entry_asked(struct live_entry *entry, int number, const char *question)
{
    CLEANUP(buf_done) struct buf frame = buf_upto(1 << 16);
    forget_question(entry);
    entry->asked = number;
    entry->question = mem_text(question);
    frame_question(&frame, number, question);
    tell(entry, &frame);
    open_block(entry, number, question);
}

/* What is stored in the end has no blanks at its ends, so this has none either. */
static void send_plain(struct live_entry *entry)
{
    CLEANUP(buf_done) struct buf plain = buf_upto(LIVE_PIECES_MAX);
    struct str text = str_from(buf_str(&entry->text), entry->plain_sent);
    struct str trimmed = str_trim(text);
    if (trimmed.len == 0)
        return;
    size_t end = (size_t)(trimmed.ptr - text.ptr) + trimmed.len;
    plain_add(&entry->plain_text,
              entry->plain_sent == 0 ? trimmed : str_upto(text, end), &plain);
    entry->plain_sent += end;
    stream_log_add(entry->plain, buf_str(&plain));
}

void live_entry_piece(struct live_entry *entry, struct str text)
{
    CLEANUP(buf_done) struct buf frame = buf_upto(LIVE_PIECES_MAX);
    CLEANUP(buf_done) struct buf piece = buf_upto(FAQ_ANSWER_MAX);
    buf_add(&piece, text);
    if (entry->asked == 0 || text.len == 0 || piece.full || entry->text.full)
        return; /* no answer is as long as that */
    buf_add(&entry->text, text);
    frame_piece(&frame, entry->asked, piece.ptr);
    if (room_left(entry) > LIVE_LOG_MAX - LIVE_PIECES_MAX + frame.len)
        tell(entry, &frame);
    send_plain(entry);
}

static void close_block(struct live_entry *entry, const struct faq_answer *answer)
{
    CLEANUP(buf_done) struct buf plain = buf_upto(LIVE_LOG_MAX);
    if (entry->block_open)
        plain_end(entry->templates, &plain);
    else
        plain_answer(entry->templates, answer, &plain);
    entry->block_open = false;
    stream_log_add(entry->plain, buf_str(&plain));
}

void live_entry_answered(struct live_entry *entry, const struct faq_answer *answer)
{
    CLEANUP(buf_done) struct buf frame = buf_upto(LIVE_LOG_MAX);
    size_t html = answer->html != NULL ? strlen(answer->html) : 0;
    size_t room = room_left(entry);
    bool fits = room > LIVE_HTML_ROOM && html * 2 < room - LIVE_HTML_ROOM;
    frame_answer(&frame, answer, fits);
    tell(entry, &frame);
    close_block(entry, answer);
    forget_question(entry);
    entry->answers = answer->number;
    tell_state(entry, NULL);
}

static void end_plain(struct live_entry *entry, enum faq_state state, const char *why)
{
    CLEANUP(buf_done) struct buf plain = buf_upto(1 << 16);
    bool is_whole = state == FAQ_DONE || state == FAQ_TRUNCATED;
    if (entry->block_open)
        plain_end(entry->templates, &plain);
    if (!is_whole)
        plain_failed(entry->templates,
                     why != NULL ? why : "This FAQ could not be written.", &plain);
    stream_log_add(entry->plain, buf_str(&plain));
}

void live_entry_done(struct live_entry *entry, enum faq_state state, const char *why)
{
    CLEANUP(buf_done) struct buf frame = buf_upto(1 << 16);
    entry->state = state;
    frame_done(&frame, state, why);
    tell(entry, &frame);
    end_plain(entry, state, why);
    stream_log_end(entry->events);
    stream_log_end(entry->plain);
}
