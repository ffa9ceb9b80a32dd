/* Opens a segment: maps the file, believes nothing of the footer that it has not
 * checked, and reads columns. See segment_parts.h. */
#include "base/mem.h"
#include "index/segment_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

uint64_t segment_sum(uint64_t sum, const unsigned char *bytes, size_t size)
{
    uint64_t word;
    for (; size >= sizeof word; size -= sizeof word, bytes += sizeof word) {
        memcpy(&word, bytes, sizeof word);
        sum = (sum ^ word) * UINT64_C(0x9E3779B97F4A7C15);
        sum ^= sum >> 29;
    }
    word = size;
    if (size > 0) {
        memcpy(&word, bytes, size);
        sum = (sum ^ word) * UINT64_C(0x9E3779B97F4A7C15);
    }
    return sum;
}

bool segment_is_whole(const struct segment *segment)
{
    size_t body = segment->size - sizeof segment->footer;
    return segment_sum(0, segment->bytes, body) == segment->footer.body_sum;
}

static bool broken(struct err *err, const char *what)
{
    return err_set(err, ERR_BROKEN, "a segment of the search index is damaged: %s",
                   what);
}

static bool check_spans(const struct segment_footer *footer, size_t body)
{
    const uint64_t widths[SECTION_COUNT] = {
        [SECTION_ROWS] = sizeof(int64_t),         [SECTION_LENGTHS] = sizeof(uint32_t),
        [SECTION_DAYS] = sizeof(uint16_t),        [SECTION_EDITIONS] = sizeof(uint16_t),
        [SECTION_TERM_BLOCKS] = sizeof(uint64_t),
    };
    for (int i = 0; i < SECTION_COUNT; i++) {
        const struct segment_span *span = &footer->sections[i];
        uint64_t count = i == SECTION_TERM_BLOCKS ? footer->terms / TERM_BLOCK +
                                                        (footer->terms % TERM_BLOCK > 0)
                                                  : footer->docs;
        if (span->offset > body || span->bytes > body - span->offset)
            return false;
        if (widths[i] > 0 &&
            (span->offset % SEGMENT_ALIGN != 0 || span->bytes % widths[i] != 0 ||
             span->bytes / widths[i] != count))
            return false;
    }
    return true;
}

static bool read_footer(struct segment *segment, struct err *err)
{
    struct segment_footer *footer = &segment->footer;
    if (segment->size < sizeof *footer)
        return broken(err, "it is too short");
    size_t body = segment->size - sizeof *footer;
    memcpy(footer, segment->bytes + body, sizeof *footer);
    if (memcmp(footer->magic, SEGMENT_MAGIC, sizeof footer->magic) != 0 ||
        footer->own_sum != segment_sum(0, (const unsigned char *)footer,
                                       offsetof(struct segment_footer, own_sum)))
        return broken(err, "its end is not whole");
    if (footer->format != SEGMENT_FORMAT)
        return err_set(err, ERR_BROKEN, "a segment has format %llu, not %d",
                       (unsigned long long)footer->format, SEGMENT_FORMAT);
    if (footer->docs > SEGMENT_DOCS_MAX || footer->editions > EDITIONS_MAX ||
        footer->editions == 0 || !check_spans(footer, body))
        return broken(err, "its sections do not fit");
    return true;
}

static bool read_editions(struct segment *segment)
{
    struct str names = { (const char *)section_start(segment, SECTION_NAMES),
                         segment->footer.sections[SECTION_NAMES].bytes };
    segment->edition_names =
        mem_alloc(segment->editions * sizeof *segment->edition_names);
    for (uint32_t i = 0; i < segment->editions; i++) {
        if (names.len == 0)
            return false;
        segment->edition_names[i] = str_cut(&names, '\0');
    }
    return true;
}

/* Columns are aligned within the file, which starts at a page's or word's edge. */
static void find_columns(struct segment *segment)
{
    segment->docs = (uint32_t)segment->footer.docs;
    segment->editions = (uint32_t)segment->footer.editions;
    segment->rows = (const void *)section_start(segment, SECTION_ROWS);
    segment->lengths = (const void *)section_start(segment, SECTION_LENGTHS);
    segment->days = (const void *)section_start(segment, SECTION_DAYS);
    segment->edition_of = (const void *)section_start(segment, SECTION_EDITIONS);
    segment->term_blocks = (const void *)section_start(segment, SECTION_TERM_BLOCKS);
    segment->term_block_count =
        segment->footer.sections[SECTION_TERM_BLOCKS].bytes / sizeof(uint64_t);
    segment->norms = impact_norms();
}

/* Takes `segment`. */
static bool read_all(struct segment *segment, struct segment **ret_segment,
                     struct err *err)
{
    if (!read_footer(segment, err)) {
        segment_close(segment);
        return false;
    }
    find_columns(segment);
    if (!read_editions(segment)) {
        segment_close(segment);
        return broken(err, "names are missing");
    }
    *ret_segment = segment;
    return true;
}

bool segment_read(const unsigned char *bytes, size_t size, struct segment **ret_segment,
                  struct err *err)
{
    struct segment *segment = mem_alloc(sizeof *segment);
    segment->bytes = bytes;
    segment->size = size;
    return read_all(segment, ret_segment, err);
}

static bool map_file(int fd, struct segment *segment)
{
    struct stat facts;
    if (fstat(fd, &facts) != 0)
        return false;
    if (facts.st_size == 0)
        return true;
    void *bytes = mmap(NULL, (size_t)facts.st_size, PROT_READ, MAP_SHARED, fd, 0);
    if (bytes == MAP_FAILED)
        return false;
    segment->bytes = bytes;
    segment->size = (size_t)facts.st_size;
    segment->is_mapped = true;
    return true;
}

bool segment_open(const char *path, struct segment **ret_segment, struct err *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct segment *segment = mem_alloc(sizeof *segment);
    bool is_mapped = fd >= 0 && map_file(fd, segment);
    int reason = errno;
    if (fd >= 0)
        close(fd);
    if (!is_mapped) {
        segment_close(segment);
        return err_set(err, ERR_BROKEN, "cannot open %s: %s", path, strerror(reason));
    }
    return read_all(segment, ret_segment, err) || err_add(err, "%s", path);
}

void segment_close(struct segment *segment)
{
    if (segment == NULL)
        return;
    if (segment->is_mapped)
        munmap((void *)(uintptr_t)segment->bytes, segment->size);
    free(segment->edition_names);
    free(segment);
}

uint32_t segment_docs(const struct segment *segment)
{
    return segment->docs;
}

uint64_t segment_bytes(const struct segment *segment)
{
    return segment->size;
}

int64_t segment_row(const struct segment *segment, uint32_t doc)
{
    return doc < segment->docs ? segment->rows[doc] : 0;
}

int32_t segment_day(const struct segment *segment, uint32_t doc)
{
    return doc < segment->docs ? segment->days[doc] : 0;
}

uint32_t segment_length(const struct segment *segment, uint32_t doc,
                        enum query_field field)
{
    return doc < segment->docs ? lengths_field(segment->lengths[doc], field) : 0;
}

uint32_t segment_edition(const struct segment *segment, uint32_t doc)
{
    uint32_t edition = doc < segment->docs ? segment->edition_of[doc] : 0;
    return edition < segment->editions ? edition : 0;
}

uint32_t segment_editions(const struct segment *segment)
{
    return segment->editions;
}

struct str segment_edition_name(const struct segment *segment, uint32_t edition)
{
    return edition < segment->editions ? segment->edition_names[edition] : LIT("");
}

bool segment_find_row(const struct segment *segment, int64_t row, uint32_t *ret_doc)
{
    uint32_t first = 0, behind = segment->docs;
    while (first < behind) {
        uint32_t middle = first + (behind - first) / 2;
        if (segment->rows[middle] > row)
            first = middle + 1;
        else
            behind = middle;
    }
    if (first == segment->docs || segment->rows[first] != row)
        return false;
    *ret_doc = first;
    return true;
}
