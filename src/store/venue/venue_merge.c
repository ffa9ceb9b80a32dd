/* The merge rules of proceedings; see venue_merge.h and venue_store.h. */
#include "store/venue/venue_merge.h"

#include "store/paper/paper_merge.h"

#include <string.h>

struct merging {
    struct venue_state *state;
    enum venue_dialect dialect;
    bool again;
};

static bool is_absent(const char *text)
{
    return text == NULL || text[0] == '\0';
}

/* Is this source believed where that one has spoken? */
static bool wins_over(const struct merging *merging, enum venue_dialect teller)
{
    return merging->again ? merging->dialect > teller : merging->dialect >= teller;
}

static bool wins(const struct merging *merging, enum venue_field field)
{
    return wins_over(merging, merging->state->tellers[field]);
}

static void told_by(struct merging *merging, enum venue_field field)
{
    merging->state->tellers[field] = merging->dialect;
}

static void take_text(struct merging *merging, enum venue_field field,
                      const char **stored, const char *const *told)
{
    if (is_absent(*told) || !(is_absent(*stored) || wins(merging, field)))
        return;
    *stored = *told;
    told_by(merging, field);
}

static void take_list(struct merging *merging, enum venue_field field,
                      struct text_list *stored, const struct text_list *told)
{
    if (told->count == 0 || !(stored->count == 0 || wins(merging, field)))
        return;
    *stored = *told;
    told_by(merging, field);
}

static void take_time(struct merging *merging, enum venue_field field, int64_t *stored,
                      const int64_t *told)
{
    if (*told == 0 || !(*stored == 0 || wins(merging, field)))
        return;
    *stored = *told;
    told_by(merging, field);
}

/* No source can leave a flag out. */
static void take_flag(struct merging *merging, enum venue_field field, bool *stored,
                      const bool *told)
{
    if (!wins(merging, field))
        return;
    *stored = *told;
    told_by(merging, field);
}

static void take_position(struct merging *merging, int64_t told)
{
    struct venue_state *state = merging->state;
    if (told <= 0 ||
        !(state->position == 0 || wins_over(merging, state->position_teller)))
        return;
    state->position = told;
    state->position_teller = merging->dialect;
}

static bool is_own_group(const struct merging *merging, const char *told)
{
    const struct venue_state *state = merging->state;
    enum venue_dialect teller = state->tellers[VENUE_FIELD_own_group];
    int tier = venue_group_tier(told), stored = venue_group_tier(state->own_group);
    if (is_absent(state->own_group) || merging->dialect != teller)
        return is_absent(state->own_group) || merging->dialect > teller;
    return merging->again ? tier > stored : tier >= stored;
}

static bool is_highest_tier(const struct merging *merging, const char *told)
{
    const struct venue_state *state = merging->state;
    int tier = venue_group_tier(told), stored = venue_group_tier(state->tier_group);
    return tier > stored ||
           (tier > 0 && tier == stored && wins(merging, VENUE_FIELD_tier_group));
}

static void take_own_group(struct merging *merging, const char *told)
{
    if (is_absent(told) || !is_own_group(merging, told))
        return;
    merging->state->own_group = told;
    told_by(merging, VENUE_FIELD_own_group);
}

static void take_tier_group(struct merging *merging, const char *told)
{
    if (is_absent(told) || !is_highest_tier(merging, told))
        return;
    merging->state->tier_group = told;
    told_by(merging, VENUE_FIELD_tier_group);
}

static void choose_group(struct venue_state *state)
{
    bool own = venue_group_tier(state->own_group) == 0 || state->tier_group == NULL;
    state->paper.group = own ? state->own_group : state->tier_group;
}

static bool same_text(const char *const *a, const char *const *b)
{
    return paper_same_text(*a, *b);
}

static bool same_time(const int64_t *a, const int64_t *b)
{
    return *a == *b;
}

static bool same_flag(const bool *a, const bool *b)
{
    return *a == *b;
}

#define same_list paper_same_list

static bool same_page(const struct venue_state *a, const struct venue_state *b)
{
#define same_own(left, right) true
#define X(kind, name)                                                                  \
    if (!same_##kind(&a->paper.name, &b->paper.name))                                  \
        return false;
    VENUE_FIELDS(X)
#undef X
    return paper_same_text(a->paper.venue, b->paper.venue) &&
           paper_same_text(a->paper.group, b->paper.group) &&
           paper_same_text(a->arxiv, b->arxiv) && a->position == b->position;
}

static bool same_tellers(const struct venue_state *a, const struct venue_state *b)
{
    return memcmp(a->tellers, b->tellers, sizeof a->tellers) == 0 &&
           a->position_teller == b->position_teller &&
           paper_same_text(a->own_group, b->own_group) &&
           paper_same_text(a->tier_group, b->tier_group);
}

#define take_own(merging, field, stored, told) (void)0

static void take_fields(struct merging *merging, const struct paper *told)
{
    struct paper *stored = &merging->state->paper;
#define X(kind, name)                                                                  \
    take_##kind(merging, VENUE_FIELD_##name, &stored->name, &told->name);
    VENUE_FIELDS(X)
#undef X
}

struct venue_merge venue_merge(const struct venue_state *stored,
                               const struct venue_entry *told, bool again)
{
    struct venue_merge merge = { .state = *stored };
    struct merging merging = { &merge.state, told->dialect, again };
    take_fields(&merging, &told->paper);
    take_text(&merging, VENUE_FIELD_arxiv, &merge.state.arxiv, &told->arxiv);
    take_own_group(&merging, told->paper.group);
    take_tier_group(&merging, told->paper.group);
    choose_group(&merge.state);
    take_position(&merging, told->position);
    merge.changed = !same_page(stored, &merge.state);
    merge.retold = !same_tellers(stored, &merge.state);
    return merge;
}

struct venue_state venue_merge_two(const struct venue_state *into,
                                   const struct venue_state *from)
{
    struct venue_state state = *into;
    struct merging merging = { .state = &state, .again = true };
#define X(kind, name)                                                                  \
    merging.dialect = from->tellers[VENUE_FIELD_##name];                               \
    take_##kind(&merging, VENUE_FIELD_##name, &state.paper.name, &from->paper.name);
    VENUE_FIELDS(X)
#undef X
    merging.dialect = from->tellers[VENUE_FIELD_arxiv];
    take_text(&merging, VENUE_FIELD_arxiv, &state.arxiv, &from->arxiv);
    merging.dialect = from->tellers[VENUE_FIELD_own_group];
    take_own_group(&merging, from->own_group);
    merging.dialect = from->tellers[VENUE_FIELD_tier_group];
    take_tier_group(&merging, from->tier_group);
    merging.dialect = from->position_teller;
    take_position(&merging, from->position);
    choose_group(&state);
    return state;
}
