/* Where terms stand: a stream beside the postings, decoded for who asks only. For each
 * block of 128 documents: counts that codes could not say, then the places in runs. */
#include "index/posting_block.h"

static const uint32_t no_chunk = UINT32_MAX;

/* As nearly all codes are: they say it all. */
static bool is_exact(uint32_t packed)
{
    return freq_in(packed, FIELD_TITLE) < FREQ_SHORT_MAX &&
           freq_in(packed, FIELD_AUTHORS) < FREQ_SHORT_MAX &&
           freq_in(packed, FIELD_ABSTRACT) < FREQ_LONG_MAX;
}

static uint32_t exact_counts(uint32_t packed)
{
    return freq_in(packed, FIELD_TITLE) |
           freq_in(packed, FIELD_AUTHORS) << PLACE_COUNT_BITS |
           freq_in(packed, FIELD_ABSTRACT) << 2 * PLACE_COUNT_BITS;
}

/* Counts by field of a document; *at moves behind what the stream adds to its code. */
static uint32_t read_counts(const struct posting_cursor *cursor, uint32_t packed,
                            const unsigned char **at)
{
    uint32_t counts = 0;
    for (enum query_field field = 0; field < FIELD_COUNT; field++) {
        uint64_t count = freq_in(packed, field), extra = 0;
        if (count == freq_max(field))
            *at = varint_read(*at, cursor->end, &extra);
        count = extra < places_max(field) ? count + extra : places_max(field);
        count = count < places_max(field) ? count : places_max(field);
        counts |= (uint32_t)count << ((uint32_t)field * PLACE_COUNT_BITS);
    }
    return counts;
}

static uint32_t sum_counts(uint32_t counts)
{
    return places_in(counts, FIELD_TITLE) + places_in(counts, FIELD_AUTHORS) +
           places_in(counts, FIELD_ABSTRACT);
}

static const unsigned char *find_places(const struct posting_cursor *cursor)
{
    if (cursor->directory == NULL)
        return cursor->places_at;
    uint32_t start = cursor->block > 0
                         ? posting_head(cursor, HEAD_PLACES_END, cursor->block - 1)
                         : 0;
    return start <= (size_t)(cursor->end - cursor->places) ? cursor->places + start
                                                           : NULL;
}

static void count_places(struct posting_cursor *cursor)
{
    uint32_t start = 0;
    (void)posting_packed_freqs(cursor);
    const unsigned char *at = find_places(cursor);
    for (uint32_t i = 0; i < cursor->in_block; i++) {
        uint32_t packed = freq_packed_of[cursor->block_freqs[i] % FREQ_CODES];
        uint32_t counts = 0;
        if (is_exact(packed))
            counts = exact_counts(packed);
        else if (at != NULL)
            counts = read_counts(cursor, packed, &at);
        cursor->place_counts[i] = counts;
        cursor->place_starts[i] = start;
        start += sum_counts(counts);
    }
    cursor->place_starts[cursor->in_block] = start;
    cursor->damaged |= at == NULL;
    cursor->chunks = cursor->chunk_at = at;
    cursor->chunk = no_chunk;
    cursor->counts_ready = true;
}

/* Chunks follow each other; those before `chunk` are passed over, and to go back is to
 * start anew. After a failure those behind fail as well. */
static void load_chunk(struct posting_cursor *cursor, uint32_t chunk)
{
    uint32_t all = cursor->place_starts[cursor->in_block];
    uint32_t next = cursor->chunk + 1;
    if (chunk < next) {
        next = 0;
        cursor->chunk_at = cursor->chunks;
    }
    for (; next < chunk; next++)
        cursor->chunk_at = run_skip(cursor->chunk_at, cursor->end, RUN_MAX);
    uint32_t left = all - chunk * RUN_MAX;
    cursor->chunk_at = run_read(cursor->chunk_at, cursor->end, cursor->chunk_places,
                                left < RUN_MAX ? left : RUN_MAX);
    cursor->chunk = chunk;
    if (cursor->chunk_at != NULL)
        return;
    cursor->damaged = true;
    memset(cursor->chunk_places, 0, sizeof cursor->chunk_places);
}

static uint32_t place_at(struct posting_cursor *cursor, uint32_t index)
{
    if (index / RUN_MAX != cursor->chunk)
        load_chunk(cursor, index / RUN_MAX);
    return cursor->chunk_places[index % RUN_MAX];
}

/* Of the current document. */
static uint32_t count_of_places(struct posting_cursor *cursor)
{
    if (cursor->doc == POSTING_END || cursor->is_facet)
        return 0;
    if (!cursor->counts_ready)
        count_places(cursor);
    return sum_counts(cursor->place_counts[cursor->at]);
}

uint32_t posting_positions(struct posting_cursor *cursor, uint32_t *out, uint32_t max)
{
    uint32_t written = 0, all = count_of_places(cursor);
    if (all == 0)
        return 0;
    uint32_t index = cursor->place_starts[cursor->at];
    for (enum query_field field = 0; field < FIELD_COUNT; field++) {
        uint32_t count = places_in(cursor->place_counts[cursor->at], field);
        uint64_t place = (uint64_t)field * FIELD_PLACES;
        uint64_t behind = place + FIELD_PLACES;
        for (uint32_t i = 0; i < count && written < max; i++) {
            place += place_at(cursor, index + i);
            cursor->damaged |= place >= behind;
            out[written++] = (uint32_t)(place < behind ? place : behind - 1);
        }
        index += count;
    }
    return written;
}
