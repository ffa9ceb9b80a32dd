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
    uint16_t *slot = find_slot(table, word);
    if (*slot == 0) {
        if (table->count == WORDS_MAX)
            return;
        table->words[table->count].text = str_of(arena_text(table->arena, word));
        table->words[table->count].first = table->count;
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
    bool address = text->ptr[0] == 'h' && (str_starts(*text, LIT("http://")) ||
                                           str_starts(*text, LIT("https://")));
    if (!command && !address)
        return false;
    size_t end = 1;
    while (end < text->len &&
           (command ? char_is_letter(text->ptr[end]) : !char_is_space(text->ptr[end])))
        end++;
    *text = str_from(*text, end);
    return true;
}

/* Takes one run of Latin letters off *text; how many there are. */
static size_t take_word(struct str *text, struct str *ret_word)
{
    struct str rest = *text;
    size_t letters = 0;
    for (; rest.len > 0; letters++) {
        struct str after = rest;
        if (!is_latin(utf8_next(&after)))
            break;
        rest = after;
    }
    *ret_word = str_upto(*text, text->len - rest.len);
    *text = rest;
    return letters;
}

/* A Latin letter is one byte long or two, and so is its lower case. */
static void lower_word(struct str word, char *ret_text)
{
    for (size_t i = 0; i < word.len; i++) {
        ret_text[i] = char_lower(word.ptr[i]);
        if ((unsigned char)word.ptr[i] < 0x80)
            continue;
        struct str letter = str_from(word, i);
        uint32_t lower = lower_of(utf8_next(&letter));
        ret_text[i++] = (char)(0xC0 | lower >> 6);
        ret_text[i] = (char)(0x80 | (lower & 0x3F));
    }
}

static void count_words(struct word_table *table, struct str text, int weight)
{
    while (text.len > 0) {
        char lower[WORD_MAX];
        struct str word;
        if (skip_foreign(&text))
            continue;
        size_t letters = take_word(&text, &word);
        if (letters >= WORD_MIN && word.len <= WORD_MAX) {
            lower_word(word, lower);
            count_word(table, (struct str){ lower, word.len }, weight);
        }
        if (letters == 0)
            utf8_next(&text);
    }
}

/* Common words are not there. */
static struct word *find_word(struct word_table *table, struct str text)
{
    uint16_t slot = *find_slot(table, text);
    return slot == 0 || is_common(text) ? NULL : &table->words[slot - 1];
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
        if (one == NULL || is_common(plural->text))
            continue;
        one->weight += plural->weight;
        one->first = one->first < plural->first ? one->first : plural->first;
        plural->weight = 0;
    }
}

/* Takes the word of most weight out of the table, the first among equals. */
static struct str take_heaviest(struct word_table *table)
{
    struct word *heaviest = &table->words[0];
    for (size_t i = 1; i < table->count; i++) {
        struct word *word = &table->words[i];
        if (word->weight > heaviest->weight ||
            (word->weight == heaviest->weight && word->first < heaviest->first))
            heaviest = word;
    }
    bool taken = heaviest->weight > 0;
    heaviest->weight = 0;
    return taken ? heaviest->text : LIT("");
}

/* Most words are never near the top: only there the common ones are told. */
static void write_keywords(struct word_table *table, struct buf *out)
{
    struct str word = take_heaviest(table);
    for (int wanted = KEYWORDS_WANTED; word.len > 0 && wanted > 0;
         word = take_heaviest(table)) {
        if (is_common(word))
            continue;
        if (out->len > 0)
            buf_char(out, ',');
        buf_add(out, word);
        wanted--;
    }
}

const char *paper_keywords(struct arena *arena, const char *title, const char *abstract)
{
    struct word_table table = {
        .arena = arena,
        .words = ARENA_ARRAY(arena, struct word, WORDS_MAX),
        .slots = ARENA_ARRAY(arena, uint16_t, SLOTS),
    };
    CLEANUP(buf_done) struct buf out = buf_upto(KEYWORDS_WANTED * (WORD_MAX + 1));
    count_words(&table, str_of(title), TITLE_WEIGHT);
    count_words(&table, str_of(abstract), 1);
    fold_plurals(&table);
    write_keywords(&table, &out);
    return arena_text(arena, buf_str(&out));
}
