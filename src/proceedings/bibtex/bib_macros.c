/* See bib_macros.h. */
#include "proceedings/bibtex/bib_macros.h"

#include "base/hash.h"

enum { SLOTS = 2 * BIB_MACROS_MAX, NAME_MAX_BYTES = 200 };

void bib_macros_done(struct bib_macros *macros)
{
    arena_done(&macros->arena);
    *macros = (struct bib_macros){ 0 };
}

/* Where the name stands, or would. */
static struct bib_macro *slot_of(const struct bib_macros *macros, struct str name)
{
    uint64_t hash = HASH_START;
    for (size_t i = 0; i < name.len; i++) {
        char c = char_lower(name.ptr[i]);
        hash = hash_add(hash, (struct str){ &c, 1 });
    }
    size_t at = hash % SLOTS;
    while (macros->items[at].name != NULL &&
           !str_eq_nocase(name, str_of(macros->items[at].name)))
        at = (at + 1) % SLOTS;
    return &macros->items[at];
}

static bool room_for(const struct bib_macros *macros, struct str name, struct str value,
                     struct err *err)
{
    if (name.len > NAME_MAX_BYTES || value.len > BIB_MACRO_VALUE_MAX)
        return err_set(err, ERR_LIMIT, "a word of @string stands for at most %d bytes",
                       BIB_MACRO_VALUE_MAX);
    if (macros->count >= BIB_MACROS_MAX ||
        macros->bytes + name.len + value.len > BIB_MACROS_BYTES)
        return err_set(err, ERR_LIMIT, "the file has too many @strings");
    return true;
}

bool bib_macros_put(struct bib_macros *macros, struct str name, struct str value,
                    struct err *err)
{
    if (!room_for(macros, name, value, err))
        return false;
    if (macros->items == NULL)
        macros->items = ARENA_ARRAY(&macros->arena, struct bib_macro, SLOTS);
    struct bib_macro *slot = slot_of(macros, name);
    if (slot->name != NULL && str_eq(slot->value, value))
        return true;
    macros->count += slot->name == NULL;
    macros->bytes += name.len + value.len;
    slot->name = arena_text(&macros->arena, name);
    slot->value = str_of(arena_text(&macros->arena, value));
    return true;
}

static bool find_month(struct str name, struct str *ret_value)
{
    static const char *const months[] = { "January", "February", "March",
                                          "April",   "May",      "June",
                                          "July",    "August",   "September",
                                          "October", "November", "December" };
    for (size_t i = 0; i < COUNT_OF(months); i++)
        if (str_eq_nocase(name, str_upto(str_of(months[i]), 3))) {
            *ret_value = str_of(months[i]);
            return true;
        }
    return false;
}

bool bib_macros_find(const struct bib_macros *macros, struct str name,
                     struct str *ret_value)
{
    const struct bib_macro *slot = macros->items ? slot_of(macros, name) : NULL;
    if (slot == NULL || slot->name == NULL)
        return find_month(name, ret_value);
    *ret_value = slot->value;
    return true;
}

bool bib_macros_count(struct bib_macros *macros, struct str value, struct err *err)
{
    if (macros->given + value.len > BIB_MACROS_GIVEN)
        return err_set(err, ERR_LIMIT,
                       "words of @string make the file longer by %d MiB",
                       BIB_MACROS_GIVEN >> 20);
    macros->given += value.len;
    return true;
}
