/* The dictionary of a segment: sorted terms in blocks of 32, each written as what it
 * shares with the one before and the rest. A block is found by bisection over the first
 * terms of all. */
#include "base/utf8.h"
#include "index/segment_parts.h"

size_t term_key(struct str term, unsigned char out[SEGMENT_TERM_MAX + 1])
{
    size_t len = term.len, at = 0;
    if (len == 0)
        return 0;
    if (len > SEGMENT_TERM_MAX)
        len = utf8_floor(term.ptr, SEGMENT_TERM_MAX);
    if (memchr(term.ptr, ':', term.len) != NULL)
        out[at++] = FACET_MARK;
    memcpy(out + at, term.ptr, len);
    return at + len;
}

static bool end_walk(struct term_walk *walk)
{
    walk->number = walk->segment->footer.terms;
    walk->is_ahead = false;
    walk->damaged = true;
    return false;
}

static bool enter_block(struct term_walk *walk)
{
    const struct segment *segment = walk->segment;
    uint64_t offset = segment->term_blocks[walk->number / TERM_BLOCK];
    walk->key_len = 0;
    if (offset >= segment->footer.sections[SECTION_TERMS].bytes)
        return false;
    walk->place = varint_read(section_start(segment, SECTION_TERMS) + offset,
                              section_end(segment, SECTION_TERMS), &walk->list);
    return walk->place != NULL;
}

static bool read_key(struct term_walk *walk)
{
    const unsigned char *end = section_end(walk->segment, SECTION_TERMS);
    uint64_t shared, rest;
    const unsigned char *at = varint_read(walk->place, end, &shared);
    at = varint_read(at, end, &rest);
    if (at == NULL || shared > walk->key_len || rest > (uint64_t)(end - at) ||
        shared + rest > SEGMENT_TERM_MAX + 1)
        return false;
    memcpy(walk->key + shared, at, rest);
    walk->key_len = shared + rest;
    walk->place = at + rest;
    bool is_facet = walk->key_len > 0 && walk->key[0] == FACET_MARK;
    walk->term = (const char *)walk->key + is_facet;
    walk->term_len = walk->key_len - is_facet;
    walk->entry.is_facet = is_facet;
    return true;
}

static bool read_entry(struct term_walk *walk)
{
    const unsigned char *end = section_end(walk->segment, SECTION_TERMS);
    uint64_t docs, bytes, lists = walk->segment->footer.sections[SECTION_LISTS].bytes;
    const unsigned char *at = varint_read(walk->place, end, &docs);
    if (at != NULL && (docs & 1)) {
        bytes = docs >> 1;
        docs = 1;
    } else {
        docs >>= 1;
        at = varint_read(at, end, &bytes);
    }
    if (at == NULL || docs == 0 || docs > walk->segment->docs || walk->list > lists ||
        bytes > lists - walk->list)
        return false;
    walk->entry.docs = (uint32_t)docs;
    walk->entry.offset = walk->list;
    walk->entry.bytes = bytes;
    walk->list += bytes;
    walk->place = at;
    return true;
}

bool term_walk_next(struct term_walk *walk)
{
    if (walk->is_ahead) {
        walk->is_ahead = false;
        return true;
    }
    if (walk->number >= walk->segment->footer.terms)
        return false;
    if (walk->number % TERM_BLOCK == 0 && !enter_block(walk))
        return end_walk(walk);
    if (!read_key(walk) || !read_entry(walk))
        return end_walk(walk);
    walk->number++;
    return true;
}

/* Empty if the file is damaged there. */
static struct str first_key(const struct segment *segment, size_t block)
{
    const unsigned char *end = section_end(segment, SECTION_TERMS);
    uint64_t skipped, len, offset = segment->term_blocks[block];
    if (offset >= segment->footer.sections[SECTION_TERMS].bytes)
        return LIT("");
    const unsigned char *at = section_start(segment, SECTION_TERMS) + offset;
    at = varint_read(at, end, &skipped);
    at = varint_read(at, end, &skipped);
    at = varint_read(at, end, &len);
    if (at == NULL || len > (uint64_t)(end - at))
        return LIT("");
    return (struct str){ (const char *)at, len };
}

/* The last block that begins at or before the key, or the first. */
static size_t find_block(const struct segment *segment, struct str key)
{
    size_t first = 0, behind = segment->term_block_count;
    while (behind - first > 1) {
        size_t middle = first + (behind - first) / 2;
        if (str_order(first_key(segment, middle), key) <= 0)
            first = middle;
        else
            behind = middle;
    }
    return first;
}

/* On the first term at or behind the key, a step ahead. */
static void seek_key(struct term_walk *walk, const struct segment *segment,
                     struct str key)
{
    walk->segment = segment;
    walk->is_ahead = walk->damaged = false;
    walk->number = (uint64_t)find_block(segment, key) * TERM_BLOCK;
    while (term_walk_next(walk)) {
        struct str found = { (const char *)walk->key, walk->key_len };
        if (str_order(found, key) >= 0) {
            walk->is_ahead = true;
            return;
        }
    }
}

void term_walk_start(struct term_walk *walk, const struct segment *segment,
                     struct str from)
{
    unsigned char key[SEGMENT_TERM_MAX + 1];
    size_t len = term_key(from, key);
    seek_key(walk, segment, (struct str){ (const char *)key, len });
}

bool segment_find_term(const struct segment *segment, struct str term,
                       struct term_entry *ret_entry)
{
    unsigned char bytes[SEGMENT_TERM_MAX + 1];
    struct str key = { (const char *)bytes, term_key(term, bytes) };
    struct term_walk walk;
    seek_key(&walk, segment, key);
    if (!walk.is_ahead ||
        str_order((struct str){ (const char *)walk.key, walk.key_len }, key) != 0)
        return false;
    *ret_entry = walk.entry;
    return true;
}
