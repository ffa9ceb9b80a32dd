/* See paper_body.h. */
#include "paper_body.h"

#include "base/hash.h"
#include "seed_text.h"

struct author {
    struct dice dice;
    struct arena *arena;
    struct blocks blocks;
};

static void put(struct author *author, enum block_kind kind, const char *text)
{
    struct block block = { kind, text };
    ARENA_PUSH(author->arena, &author->blocks, block);
}

static void put_paragraph(struct author *author, size_t sentences)
{
    CLEANUP(buf_done) struct buf out = buf_upto(20000);
    seed_sentence(&author->dice, &out, pick(&author->dice, &opening_sentences));
    for (size_t i = 0; i < sentences; i++) {
        buf_char(&out, ' ');
        seed_sentence(&author->dice, &out, pick(&author->dice, &middle_sentences));
    }
    put(author, BLOCK_TEXT, arena_text(author->arena, buf_str(&out)));
}

static void put_section(struct author *author, const char *title, size_t paragraphs)
{
    put(author, BLOCK_SECTION, title);
    for (size_t i = 0; i < paragraphs; i++)
        put_paragraph(author, 4 + roll(&author->dice, 4));
}

static void put_method(struct author *author)
{
    put_section(author, "Method", 2);
    put(author, BLOCK_TEXT,
        "Let $x \\in \\mathbb{R}^d$ be an input and $f_\\theta$ the model. We minimise "
        "the regularised risk");
    put(author, BLOCK_MATH,
        "\\mathcal{L}(\\theta)=\\sum_{i=1}^{n}\\ell(f_\\theta(x_i),y_i)"
        "+\\lambda\\|\\theta\\|_2^2");
    put(author, BLOCK_CAPTION,
        "Figure 1: Overview. The encoder reads $x$ once; the head is trained alone.");
    put_paragraph(author, 3);
}

static void put_experiments(struct author *author)
{
    put_section(author, "Experiments", 2);
    put(author, BLOCK_CAPTION, "Table 1: Accuracy on three test sets (higher wins).");
    put(author, BLOCK_TABLE,
        "Model,News,Law,Code;Baseline,71.2,64.0,58.8;Ours,74.6,69.3,61.5;");
    put_paragraph(author, 5);
}

struct blocks paper_body(const struct fake_paper *paper, struct arena *arena)
{
    uint64_t seed = hash_add(HASH_START, str_of(paper->id));
    struct author author = { .dice.state = hash_add_int(seed, (uint64_t)paper->version),
                             .arena = arena };
    put_section(&author, "Introduction", 3);
    put_section(&author, "Related Work", 2);
    put_method(&author);
    put_experiments(&author);
    put_section(&author, "Conclusion", 1);
    put(&author, BLOCK_REFERENCE,
        "A. Author and B. Writer. 2019. A reference that nobody need read.");
    put(&author, BLOCK_REFERENCE, "C. Poet. 2021. Another one. In Proceedings.");
    return author.blocks;
}
