/* The table of Damerau and Levenshtein, a row a letter, in the variant that edits no
 * letter twice. */
#include "index/edits.h"

#include "base/utf8.h"

#include <string.h>

static int min(int a, int b)
{
    return a < b ? a : b;
}

int edits_letters(struct str word)
{
    int letters = 0;
    for (size_t i = 0; i < word.len; i++)
        letters += ((unsigned char)word.ptr[i] & 0xC0) != 0x80;
    return letters;
}

void edits_start(struct edits *edits, struct str wanted, int max)
{
    *edits = (struct edits){ .max = max };
    while (wanted.len > 0 && edits->wanted_count < EDITS_LETTERS)
        edits->wanted[edits->wanted_count++] = utf8_next(&wanted);
    for (int j = 0; j <= edits->wanted_count; j++)
        edits->rows[0][j] = (unsigned char)j;
}

/* The row behind `depth` letters from the ones before; returns the least in it. */
static int make_row(struct edits *edits, int depth)
{
    unsigned char *row = edits->rows[depth], *above = edits->rows[depth - 1];
    uint32_t letter = edits->letters[depth - 1];
    int least = depth;
    row[0] = (unsigned char)depth;
    for (int j = 1; j <= edits->wanted_count; j++) {
        int cost = above[j - 1] + (edits->wanted[j - 1] != letter);
        cost = min(cost, min(above[j], row[j - 1]) + 1);
        bool is_swap = depth > 1 && j > 1 && edits->wanted[j - 2] == letter &&
                       edits->wanted[j - 1] == edits->letters[depth - 2];
        if (is_swap)
            cost = min(cost, edits->rows[depth - 2][j - 2] + 1);
        row[j] = (unsigned char)cost;
        least = min(least, cost);
    }
    return least;
}

/* A swap may still save what a row has lost; the row before says whether. */
static bool is_hopeless(const struct edits *edits, int depth, int least)
{
    if (least <= edits->max)
        return false;
    for (int j = 0; depth > 1 && j <= edits->wanted_count; j++) {
        if (edits->rows[depth - 1][j] < edits->max)
            return false;
    }
    return true;
}

int edits_to(struct edits *edits, struct str word, size_t *ret_hopeless)
{
    struct str rest = word;
    bool is_shared = true;
    int depth = 0;
    *ret_hopeless = 0;
    while (rest.len > 0 && depth < EDITS_LETTERS) {
        uint32_t letter = utf8_next(&rest);
        is_shared &= depth < edits->count && edits->letters[depth] == letter;
        depth++;
        if (is_shared)
            continue;
        edits->letters[depth - 1] = letter;
        edits->count = depth;
        if (is_hopeless(edits, depth, make_row(edits, depth))) {
            *ret_hopeless = word.len - rest.len;
            return edits->max + 1;
        }
    }
    edits->count = depth;
    int found = edits->rows[depth][edits->wanted_count];
    return rest.len > 0 ? edits->max + 1 : min(found, edits->max + 1);
}

int edits_to_beginning(const struct edits *edits, int least, int most)
{
    const unsigned char *row = edits->rows[edits->count];
    int found = EDITS_LETTERS;
    for (int rest = least; rest <= most && rest <= edits->wanted_count; rest++)
        found = min(found, row[edits->wanted_count - rest]);
    return found;
}
