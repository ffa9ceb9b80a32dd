/* See proceedings.h. */
#include "proceedings.h"

#include "seed_text.h"

#include "base/buf.h"
#include "base/hash.h"

#include <inttypes.h>

static const struct venue_group tiers[] = { { "Oral", NULL, 8 },
                                            { "Spotlight", NULL, 17 },
                                            { "Poster", NULL, 75 } };
static const struct venue_group talks[] = { { "Oral", NULL, 15 },
                                            { "Poster", NULL, 85 } };
static const struct venue_group volumes[] = { { "Long", "long", 70 },
                                              { "Short", "short", 15 },
                                              { "System Demonstrations", "demos", 9 },
                                              { "Student Research Workshop", "srw",
                                                6 } };
static const struct venue_group tracks[] = { { "Machine Learning", "AAAI:ML", 40 },
                                             { "Humans and AI", "AAAI:HAI", 20 },
                                             { "Multiagent Systems", "AAAI:MAS", 20 },
                                             { "AI Alignment", "AAAI:AIA", 15 },
                                             { "What's Hot Abstracts", "AAAI:WHA",
                                               5 } };

#define GROUPS(list) .groups = (list), .group_count = COUNT_OF(list)
static const struct venue_edition editions[] = {
    { .series = "ICLR", .year = 2023, GROUPS(tiers) },
    { .series = "ICLR", .year = 2024, GROUPS(tiers) },
    { .series = "ICLR", .year = 2025, GROUPS(tiers) },
    { .series = "NeurIPS", .year = 2024, GROUPS(tiers) },
    { .series = "ICML", .year = 2024, .volume = 235, GROUPS(tiers) },
    { .series = "CoRL", .year = 2024, .volume = 270, GROUPS(talks) },
    { .series = "ACL", .year = 2023, GROUPS(volumes) },
    { .series = "ACL", .year = 2024, GROUPS(volumes) },
    { .series = "EMNLP", .year = 2024, GROUPS(volumes) },
    { .series = "AAAI", .year = 2024, GROUPS(tracks) },
    { .series = "AAAI", .year = 2025, GROUPS(tracks) },
};

struct forge {
    struct dice dice;
    struct arena *arena;
    const struct fake_world *arxiv;
    size_t arxiv_at; /* events of its days that were looked at */
    struct str last_family;
};

static const char *forge_title(struct forge *forge)
{
    CLEANUP(buf_done) struct buf out = buf_upto(1000);
    seed_sentence(&forge->dice, &out, pick(&forge->dice, &title_forms));
    return arena_text(forge->arena, buf_str(&out));
}

static const char *forge_abstract(struct forge *forge)
{
    CLEANUP(buf_done) struct buf out = buf_upto(4000);
    seed_sentence(&forge->dice, &out, pick(&forge->dice, &opening_sentences));
    for (size_t i = 3 + roll(&forge->dice, 3); i > 0; i--) {
        buf_char(&out, ' ');
        seed_sentence(&forge->dice, &out, pick(&forge->dice, &middle_sentences));
    }
    buf_char(&out, ' ');
    seed_sentence(&forge->dice, &out, pick(&forge->dice, &closing_sentences));
    return arena_text(forge->arena, buf_str(&out));
}

static void forge_authors(struct forge *forge, struct venue_paper *paper)
{
    for (size_t i = 1 + roll(&forge->dice, 6); i > 0; i--)
        ARENA_PUSH(forge->arena, &paper->authors,
                   arena_printf(forge->arena, "%s %s", pick(&forge->dice, &given_names),
                                pick(&forge->dice, &family_names)));
}

static void forge_keywords(struct forge *forge, struct venue_paper *paper)
{
    ARENA_PUSH(forge->arena, &paper->keywords, pick(&forge->dice, &methods));
    ARENA_PUSH(forge->arena, &paper->keywords, pick(&forge->dice, &tasks));
}

static const char *forge_id(struct forge *forge)
{
    static const char letters[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    char id[11] = { 0 };
    for (size_t i = 0; i < sizeof id - 1; i++)
        id[i] = letters[roll(&forge->dice, sizeof letters - 1)];
    return arena_text(forge->arena, str_of(id));
}

/* "almeida24a": letters only, and never twice in an edition. */
static const char *forge_key(struct forge *forge, const struct venue_paper *paper,
                             int year)
{
    CLEANUP(buf_done) struct buf key = buf_upto(60);
    const char *family = strrchr(paper->authors.items[0], ' ');
    for (const char *c = family ? family : paper->authors.items[0]; *c != '\0'; c++)
        if (char_is_letter(*c))
            buf_char(&key, char_lower(*c));
    buf_printf(&key, "%02d%c%c", year % 100,
               (char)('a' + (char)(paper->number / 26 % 26)),
               (char)('a' + (char)(paper->number % 26)));
    return arena_text(forge->arena, buf_str(&key));
}

/* The next paper that arXiv announces as new; NULL: no more. */
static const struct fake_paper *next_of_arxiv(struct forge *forge)
{
    size_t at = forge->arxiv_at;
    for (size_t day = 1; forge->arxiv != NULL && day < forge->arxiv->count; day++) {
        const struct fake_day *of = &forge->arxiv->items[day];
        if (at >= of->count) {
            at -= of->count;
            continue;
        }
        forge->arxiv_at++;
        return of->items[at].action == ACTION_NEW ? of->items[at].paper
                                                  : next_of_arxiv(forge);
    }
    return NULL;
}

/* As arXiv has it; the proceedings leave the comment and the categories out. */
static bool make_twin(struct forge *forge, struct venue_paper *paper)
{
    const struct fake_paper *twin = next_of_arxiv(forge);
    if (twin == NULL)
        return false;
    paper->title = twin->title;
    paper->abstract = twin->abstract;
    paper->authors = twin->authors;
    paper->is_twin = true;
    return true;
}

static size_t forge_group(struct forge *forge, const struct venue_edition *edition)
{
    uint64_t drawn = roll(&forge->dice, 100);
    for (size_t i = 0; i < edition->group_count; i++) {
        if (drawn < edition->groups[i].share)
            return i;
        drawn -= edition->groups[i].share;
    }
    return edition->group_count - 1;
}

static struct venue_paper forge_paper(struct forge *forge,
                                      const struct venue_edition *edition,
                                      size_t number)
{
    struct venue_paper paper = { .number = number };
    if (!chance(&forge->dice, 25) || !make_twin(forge, &paper)) {
        paper.title = forge_title(forge);
        paper.abstract = forge_abstract(forge);
        forge_authors(forge, &paper);
    }
    forge_keywords(forge, &paper);
    paper.id = forge_id(forge);
    paper.key = forge_key(forge, &paper, edition->year);
    paper.article = (edition->year - 2000) * 10000 + (int64_t)number;
    /* The first papers go round the groups, so that none is empty. */
    paper.group =
        number <= edition->group_count ? number - 1 : forge_group(forge, edition);
    paper.award = number == 1 ? "Best Paper" : NULL;
    return paper;
}

void proceedings_make(const struct proceedings_wish *wish, struct proceedings *ret_all)
{
    struct proceedings all = { 0 };
    struct forge forge = { .arena = &all.arena, .arxiv = wish->arxiv };
    for (size_t i = 0; i < COUNT_OF(editions); i++) {
        struct venue_edition edition = editions[i];
        uint64_t seed = hash_add_int(HASH_START, wish->seed);
        seed = hash_add(seed, str_of(edition.series));
        forge.dice.state = hash_add_int(seed, (uint64_t)edition.year);
        for (size_t n = 1; n <= wish->papers; n++) {
            struct venue_paper paper = forge_paper(&forge, &edition, n);
            ARENA_PUSH(&all.arena, &edition.papers, paper);
        }
        ARENA_PUSH(&all.arena, &all, edition);
    }
    *ret_all = all;
}

void proceedings_done(struct proceedings *all)
{
    arena_done(&all->arena);
    *all = (struct proceedings){ 0 };
}

const struct venue_edition *proceedings_find(const struct proceedings *all,
                                             struct str series, int64_t year)
{
    for (size_t i = 0; i < all->count; i++)
        if (all->items[i].year == year &&
            str_eq_nocase(str_of(all->items[i].series), series))
            return &all->items[i];
    return NULL;
}

const struct venue_edition *proceedings_volume(const struct proceedings *all,
                                               int64_t volume)
{
    for (size_t i = 0; i < all->count; i++)
        if (all->items[i].volume == volume && volume != 0)
            return &all->items[i];
    return NULL;
}
