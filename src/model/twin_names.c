/* Names of two author lists, one against the other. See twin_parts.h. */
#include "model/twin_parts.h"

#include "base/hash.h"

enum { KEY_MAX = 4 * PAPER_NAME_MAX, NAMES_MAX = 400 };

/* The first and the last word of a name, folded; of "J. K. Öz jr" j and oz. */
struct name {
    struct str first, last;
};

static bool is_suffix(struct str word)
{
    static const struct str suffixes[] = { LIT("jr"),  LIT("sr"), LIT("ii"),
                                           LIT("iii"), LIT("iv"), LIT("phd") };
    for (size_t i = 0; i < COUNT_OF(suffixes); i++)
        if (str_eq(word, suffixes[i]))
            return true;
    return false;
}

static struct name read_name(struct str key)
{
    struct name name = { .first = str_cut(&key, ' ') };
    name.last = name.first;
    while (key.len > 0) {
        struct str word = str_cut(&key, ' ');
        if (!is_suffix(word))
            name.last = word;
    }
    return name;
}

static struct name *read_names(struct arena *arena, struct analyser *analyser,
                               const struct text_list *list, size_t count)
{
    struct name *names = ARENA_ARRAY(arena, struct name, count);
    char key[KEY_MAX];
    for (size_t i = 0; i < count; i++) {
        size_t len = analyser_key(analyser, str_of(list->items[i]), key, sizeof key);
        const char *kept = arena_text(arena, (struct str){ key, len });
        names[i] = read_name(str_of(kept));
    }
    return names;
}

static bool same_initial(struct str a, struct str b)
{
    return a.len > 0 && b.len > 0 && a.ptr[0] == b.ptr[0];
}

static bool same_name(const struct name *a, const struct name *b)
{
    return a->last.len > 0 &&
           ((str_eq(a->last, b->last) && same_initial(a->first, b->first)) ||
            (str_eq(a->first, b->last) && str_eq(a->last, b->first)));
}

static bool is_among(const struct name *name, const struct name *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (same_name(name, &names[i]))
            return true;
    return false;
}

struct name_match twin_names(struct analyser *analyser, const struct text_list *a,
                             const struct text_list *b)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    const struct text_list *few = a->count <= b->count ? a : b;
    const struct text_list *many = few == a ? b : a;
    struct name_match match = { .shorter = few->count, .longer = many->count };
    if (match.shorter > NAMES_MAX)
        match.shorter = NAMES_MAX;
    if (match.longer > NAMES_MAX)
        match.longer = NAMES_MAX;
    struct name *names = read_names(&arena, analyser, few, match.shorter);
    struct name *others = read_names(&arena, analyser, many, match.longer);
    for (size_t i = 0; i < match.shorter; i++) {
        if (!is_among(&names[i], others, match.longer))
            continue;
        match.shared++;
        match.leads = match.leads || i == 0 || i + 1 == match.shorter;
    }
    return match;
}

static uint64_t name_key(struct str word, struct str behind)
{
    return hash_add(hash_add(hash_add(HASH_START, word), LIT(" ")), behind);
}

/* same_name() in numbers. */
static struct name_keys keys_of(const struct name *name)
{
    struct name_keys keys = { 0 };
    if (name->last.len == 0)
        return keys;
    keys.family = name_key(name->last, str_upto(name->first, 1));
    keys.whole = name_key(name->first, name->last);
    keys.turned = name_key(name->last, name->first);
    return keys;
}

struct name_keys *twin_name_keys(struct analyser *analyser, struct arena *arena,
                                 const struct text_list *list, size_t *ret_count)
{
    CLEANUP(arena_done) struct arena own = { 0 };
    size_t count = list->count < NAMES_MAX ? list->count : NAMES_MAX;
    struct name *names = read_names(&own, analyser, list, count);
    struct name_keys *keys = ARENA_ARRAY(arena, struct name_keys, count);
    for (size_t i = 0; i < count; i++)
        keys[i] = keys_of(&names[i]);
    *ret_count = count;
    return keys;
}
