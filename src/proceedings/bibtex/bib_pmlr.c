/* Names and addresses of papers at proceedings.mlr.press; see bib_volume.h. The rules
 * were read off the published pages of volumes 235, 238, 244, 247 and 270. */
#include "proceedings/bibtex/bib_text.h"
#include "proceedings/bibtex/bib_volume.h"
#include "proceedings/key_counts.h"
#include "text/letter.h"

#include <string.h>

/* From here on files lie at GitHub; older volumes have them beside their pages. */
static const char files_moved[] = "2024-07";
enum { LETTERS = 26, LETTERS_MAX = 2 };

/* "chen24e": a name, the year of publication, which of that name. */
struct parts {
    struct str name, year, letters;
};

static bool read_parts(struct str key, struct parts *ret_parts)
{
    size_t end = key.len, letters = 0;
    while (letters < LETTERS_MAX && end > 0 && char_is_lower(key.ptr[end - 1])) {
        end--;
        letters++;
    }
    if (end < 3 || !char_is_digit(key.ptr[end - 1]) ||
        !char_is_digit(key.ptr[end - 2]) || char_is_digit(key.ptr[end - 3]))
        return false;
    *ret_parts = (struct parts){ .name = str_upto(key, end - 2),
                                 .year = str_upto(str_from(key, end - 2), 2),
                                 .letters = str_from(key, end) };
    return true;
}

/* "24" of "2024-09-12" */
static struct str year_of(const struct bib_volume *volume)
{
    struct str date = str_of(volume->published);
    return str_upto(str_from(date, 2), 2);
}

bool bib_pmlr_is_slug(const struct bib_volume *volume, struct str key)
{
    struct parts parts;
    return read_parts(key, &parts) && parts.letters.len > 0 &&
           str_eq(parts.year, year_of(volume));
}

/* "el-hanchi" of "El Hanchi, Ayoub and …": in letters without accents, whatever the
 * editor's key says; the key's own name where there is no author. */
static struct str name_of(const struct parts *parts, const struct bib_entry *entry,
                          struct arena *arena)
{
    CLEANUP(buf_done) struct buf family = buf_upto(PAPER_NAME_MAX);
    const char *name = bib_family_of(arena, bib_entry_get(entry, "author"));
    for (struct str rest = str_of(name); rest.len > 0;) {
        struct letter letter = letter_read(rest);
        if (letter.kind == LETTER_GAP || letter.kind == LETTER_APOSTROPHE)
            buf_char(&family, '-');
        else
            buf_add(&family, (struct str){ letter.folded, letter.folded_len });
        rest = str_from(rest, letter.len);
    }
    bool plain = family.len > 0 && !family.full &&
                 str_has_only(buf_str(&family), "abcdefghijklmnopqrstuvwxyz-");
    return plain ? str_of(arena_text(arena, buf_str(&family))) : parts->name;
}

static const char *slug_of(const struct bib_volume *volume,
                           const struct bib_entry *entry, struct key_counts *names,
                           struct arena *arena)
{
    struct parts parts;
    if (!read_parts(entry->key, &parts))
        return arena_text(arena, entry->key);
    struct str name = name_of(&parts, entry, arena), year = year_of(volume);
    uint64_t before = key_counts_add(names, name);
    if (year.len < 2 || before >= LETTERS + LETTERS * LETTERS)
        return arena_text(arena, entry->key);
    char letters[3] = { (char)('a' + before % LETTERS), '\0', '\0' };
    if (before >= LETTERS) { /* behind z come aa, ab */
        letters[1] = letters[0];
        letters[0] = (char)('a' + before / LETTERS - 1);
    }
    return arena_printf(arena, "%.*s%.*s%s", STR_ARG(name), STR_ARG(year), letters);
}

struct bib_pmlr bib_pmlr_of(const struct bib_volume *volume,
                            const struct bib_entry *entry, struct key_counts *names,
                            struct arena *arena)
{
    struct bib_pmlr pmlr = { .slug = slug_of(volume, entry, names, arena) };
    const char *number = volume->number;
    if (strlen(pmlr.slug) > PAPER_NAME_MAX ||
        !str_has_only(str_of(pmlr.slug), VENUE_PART_SIGNS))
        return pmlr; /* no name that a page could have */
    pmlr.page = arena_printf(arena, "https://proceedings.mlr.press/v%s/%s.html", number,
                             pmlr.slug);
    if (str_order(str_upto(str_of(volume->published), 7), str_of(files_moved)) >= 0)
        pmlr.pdf = arena_printf(
            arena,
            "https://raw.githubusercontent.com/mlresearch/v%s/main/assets/%s/%s.pdf",
            number, pmlr.slug, pmlr.slug);
    else
        pmlr.pdf = arena_printf(arena, "https://proceedings.mlr.press/v%s/%s/%s.pdf",
                                number, pmlr.slug, pmlr.slug);
    return pmlr;
}
