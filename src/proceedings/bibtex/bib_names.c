/* Lists of names as BibTeX reads them (the documentation of BibTeX, "Hints", and
 * name.c's grammar as btparse describes it); see bib_text.h. */
#include "proceedings/bibtex/bib_text.h"

#include "source/entry.h"
#include "text/tex_bib.h"

enum { COMMAS_MAX = 3, AUTHORS_RAW_MAX = 4 << 20 };

/* "and" between white space; any case, as in BibTeX. */
static bool is_and(struct str tex, size_t at)
{
    struct str word = str_from(tex, at);
    return at > 0 && char_is_space(tex.ptr[at - 1]) &&
           str_eq_nocase(str_upto(word, 3), LIT("and")) &&
           (word.len == 3 || char_is_space(word.ptr[3]));
}

/* Takes one name off the list. */
static struct str cut_name(struct str *list)
{
    int64_t depth = 0;
    for (size_t at = 0; at < list->len; at++) {
        char c = list->ptr[at];
        depth += (c == '{') - (c == '}' && depth > 0);
        if (depth == 0 && is_and(*list, at)) {
            struct str name = str_upto(*list, at);
            *list = str_from(*list, at + 3);
            return str_trim(name);
        }
    }
    struct str name = *list;
    *list = str_from(*list, list->len);
    return str_trim(name);
}

/* The parts of a name between commas outside braces; COMMAS_MAX: more than a name has.
 */
static size_t split_commas(struct str name, struct str ret_parts[COMMAS_MAX])
{
    int64_t depth = 0;
    size_t count = 0, start = 0;
    for (size_t at = 0; at <= name.len; at++) {
        char c = at < name.len ? name.ptr[at] : ',';
        depth += (c == '{') - (c == '}' && depth > 0);
        if (c != ',' || (depth > 0 && at < name.len))
            continue;
        struct str part = str_trim(str_upto(str_from(name, start), at - start));
        start = at + 1;
        if (part.len == 0)
            continue;
        if (count < COMMAS_MAX)
            ret_parts[count] = part;
        count++;
    }
    return count;
}

/* dblp tells people of one name apart by a number: "Wei Wang 0001". */
static struct str without_number(struct str name)
{
    if (name.len > 5 && name.ptr[name.len - 5] == ' ' &&
        str_has_only(str_from(name, name.len - 4), STR_DIGITS))
        name.len -= 5;
    return name;
}

static void add_name(struct arena *arena, struct source_entry *entry, const char *tex)
{
    struct str name = str_of(tex_bib_to_text(arena, str_of(tex), TEX_NAME));
    if (str_eq_nocase(name, LIT("others")) || str_eq_nocase(name, LIT("et al."))) {
        entry->authors_cut = true;
        return;
    }
    entry_add_author(arena, entry, without_number(name));
}

/* Over three commas: somebody parted the names by them. */
static void add_comma_list(struct arena *arena, struct source_entry *entry,
                           struct str names)
{
    while (names.len > 0) {
        size_t end = 0;
        int64_t depth = 0;
        for (; end < names.len && (depth > 0 || names.ptr[end] != ','); end++)
            depth += (names.ptr[end] == '{') - (names.ptr[end] == '}' && depth > 0);
        add_name(arena, entry, arena_text(arena, str_upto(names, end)));
        names = str_from(names, end + 1);
    }
}

static bool is_suffix(struct str part)
{
    static const char *const suffixes[] = {
        "Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"
    };
    for (size_t i = 0; i < COUNT_OF(suffixes); i++)
        if (str_eq_nocase(part, str_of(suffixes[i])))
            return true;
    return false;
}

/* "von Last, Jr, First"; some write "Last, First, Jr". */
static void add_name_with_suffix(struct arena *arena, struct source_entry *entry,
                                 const struct str parts[COMMAS_MAX])
{
    struct str suffix = parts[1], first = parts[2];
    if (is_suffix(first)) {
        suffix = parts[2];
        first = parts[1];
    }
    add_name(arena, entry,
             arena_printf(arena, "%.*s %.*s %.*s", STR_ARG(first), STR_ARG(parts[0]),
                          STR_ARG(suffix)));
}

static void add_author(struct arena *arena, struct source_entry *entry, struct str name)
{
    struct str parts[COMMAS_MAX];
    size_t count = split_commas(name, parts);
    bool is_list = count > COMMAS_MAX || (count == COMMAS_MAX &&
                                          str_find_char(parts[1], ' ') < parts[1].len &&
                                          !is_suffix(parts[2]));
    if (is_list)
        add_comma_list(arena, entry, name);
    else if (count == COMMAS_MAX)
        add_name_with_suffix(arena, entry, parts);
    else if (count == 2)
        add_name(
            arena, entry,
            arena_printf(arena, "%.*s %.*s", STR_ARG(parts[1]), STR_ARG(parts[0])));
    else if (count == 1)
        add_name(arena, entry, arena_text(arena, parts[0]));
}

void bib_add_authors(struct arena *arena, struct source_entry *entry, struct str tex)
{
    tex = str_upto(tex, AUTHORS_RAW_MAX);
    while (tex.len > 0 &&
           !(entry->authors_cut && entry->paper.authors.count >= PAPER_AUTHORS_MAX))
        add_author(arena, entry, cut_name(&tex));
}

const char *bib_family_of(struct arena *arena, struct str tex)
{
    struct str parts[COMMAS_MAX], list = str_upto(tex, PAPER_NAME_MAX);
    struct str name = cut_name(&list);
    if (split_commas(name, parts) > 1)
        return bib_readable(arena, parts[0], false, PAPER_NAME_MAX);
    size_t start = name.len;
    int64_t depth = 0;
    for (; start > 0 && (depth > 0 || name.ptr[start - 1] != ' '); start--)
        depth += (name.ptr[start - 1] == '}') - (name.ptr[start - 1] == '{');
    return bib_readable(arena, str_from(name, start), false, PAPER_NAME_MAX);
}
