/* The telling words of a paper, by counting; see paper_keywords in paper.h. Only Latin
 * letters make words: other scripts have no spaces to cut at. */
#include "base/buf.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "model/paper.h"

#include <stdlib.h>
#include <string.h>

enum {
    KEYWORDS_WANTED = 10,
    WORD_MIN = 3,  /* letters */
    WORD_MAX = 40, /* bytes */
    TITLE_WEIGHT = 3,
    WORDS_MAX = 512, /* different ones; what is past them is not counted */
    SLOTS = 1024,    /* a power of two over WORDS_MAX */
};

struct word {
    struct str text;
    int64_t weight;
    size_t first; /* where it was met: its place in the list */
};

struct word_table {
    struct arena *arena;
    struct word *words;
    size_t count;
    uint16_t *slots; /* 0 = free, else index + 1 */
};

static const char *const common_words[] = {
#define WORD(word) word,
#include "model/common_words.def"
#undef WORD
};

static int word_order(const void *key, const void *item)
{
    const struct str *word = key;
    return str_order(*word, str_of(*(const char *const *)item));
}

static bool is_common(struct str word)
{
    return bsearch(&word, common_words, COUNT_OF(common_words), sizeof common_words[0],
                   word_order) != NULL;
}

static bool is_latin(uint32_t c)
{
    return c < 0x80 ? char_is_letter((char)c)
                    : c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7;
}

/* Lower case of Latin-1 and ASCII; the pairs of Latin Extended-A differ by one. */
static uint32_t lower_of(uint32_t c)
{
    if (c < 0x80)
        return (uint32_t)char_lower((char)c);
    if (c >= 0xC0 && c <= 0xDE)
        return c + 0x20;
    bool odd_pairs = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E);
    if (c >= 0x100 && c <= 0x17E && c != 0x130 && c != 0x131 && c != 0x138 &&
        c != 0x149 && c != 0x178)
        return odd_pairs ? c + (c & 1) : c | 1;
    return c;
}

/* The slot of the word, or the free one where it would stand. */
static uint16_t *find_slot(struct word_table *table, struct str word)
{
    size_t at = hash_add(HASH_START, word) & (SLOTS - 1);
    while (table->slots[at] != 0 &&
           !str_eq(table->words[table->slots[at] - 1].text, word))
        at = (at + 1) & (SLOTS - 1);
    return &table->slots[at];
}

static void count_word(struct word_table *table, struct str word, int weight)
{
    if (is_common(word))
        return;
    uint16_t *slot = find_slot(table, word);
    if (*slot == 0) {
        if (table->count == WORDS_MAX)
            return;
        table->words[table->count] =
            (struct word){ .text = str_of(arena_text(table->arena, word)),
                           .first = table->count };
        *slot = (uint16_t)++table->count;
    }
    table->words[*slot - 1].weight += weight;
}

/* Passes what is no word: math between dollars, TeX commands, addresses. */
static bool skip_foreign(struct str *text)
{
    if (text->ptr[0] == '$') {
        size_t end = str_find_char(str_from(*text, 1), '$');
        if (end + 1 < text->len && end < 200) {
            *text = str_from(*text, end + 2);
            return true;
        }
    }
    bool command = text->ptr[0] == '\\';
    bool address =
        str_starts(*text, LIT("http://")) || str_starts(*text, LIT("https://"));
    if (!command && !address)
        return false;
    size_t end = 1;
    while (end < text->len &&
           (command ? char_is_letter(text->ptr[end]) : !char_is_space(text->ptr[end])))
        end++;
    *text = str_from(*text, end);
    return true;
}

/* Takes one run of Latin letters off *text into `word`, in lower case; its letters. */
static size_t take_word(struct str *text, struct buf *word)
{
    size_t letters = 0;
    while (text->len > 0) {
        struct str after = *text;
        uint32_t c = utf8_next(&after);
        if (!is_latin(c))
            break;
        utf8_put(word, lower_of(c));
        letters++;
        *text = after;
    }
    return letters;
}

static void count_words(struct word_table *table, struct str text, int weight)
{
    CLEANUP(buf_done) struct buf word = buf_upto(WORD_MAX);
    while (text.len > 0) {
        if (skip_foreign(&text))
            continue;
        buf_clear(&word);
        size_t letters = take_word(&text, &word);
        if (letters >= WORD_MIN && !word.full)
            count_word(table, buf_str(&word), weight);
        if (letters == 0)
            utf8_next(&text);
    }
}

static struct word *find_word(struct word_table *table, struct str text)
{
    uint16_t slot = *find_slot(table, text);
    return slot == 0 ? NULL : &table->words[slot - 1];
}

/* "networks" adds to "network", "studies" to "study", where the singular occurs too. */
static void fold_plurals(struct word_table *table)
{
    for (size_t i = 0; i < table->count; i++) {
        struct word *plural = &table->words[i];
        char text[WORD_MAX + 1];
        size_t len = plural->text.len;
        if (len <= WORD_MIN || plural->text.ptr[len - 1] != 's')
            continue;
        memcpy(text, plural->text.ptr, len);
        struct word *one = find_word(table, (struct str){ text, len - 1 });
        if (one == NULL && str_ends(plural->text, LIT("es")))
            one = find_word(table, (struct str){ text, len - 2 });
        if (one == NULL && str_ends(plural->text, LIT("ies"))) {
            text[len - 3] = 'y';
            one = find_word(table, (struct str){ text, len - 2 });
        }
        if (one == NULL)
            continue;
        one->weight += plural->weight;
        one->first = one->first < plural->first ? one->first : plural->first;
        plural->weight = 0;
    }
}

static int telling_order(const void *a, const void *b)
{
    const struct word *left = a, *right = b;
    if (left->weight != right->weight)
        return left->weight > right->weight ? -1 : 1;
    return left->first < right->first ? -1 : 1;
}

const char *paper_keywords(struct arena *arena, const char *title, const char *abstract)
{
    struct word_table table = {
        .arena = arena,
        .words = ARENA_ARRAY(arena, struct word, WORDS_MAX),
        .slots = ARENA_ARRAY(arena, uint16_t, SLOTS),
    };
    count_words(&table, str_of(title), TITLE_WEIGHT);
    count_words(&table, str_of(abstract), 1);
    fold_plurals(&table);
    qsort(table.words, table.count, sizeof table.words[0], telling_order);
    CLEANUP(buf_done) struct buf out = buf_upto(KEYWORDS_WANTED * (WORD_MAX + 1));
    for (size_t i = 0; i < table.count && i < KEYWORDS_WANTED; i++) {
        if (table.words[i].weight == 0)
            break;
        if (i > 0)
            buf_char(&out, ',');
        buf_add(&out, table.words[i].text);
    }
    return arena_text(arena, buf_str(&out));
}
