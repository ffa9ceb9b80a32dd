/* See reply.h. */
#include "reply.h"

#include "base/hash.h"

enum { SENTENCES = 6 };

struct tongue {
    const char *opening, /* # stands for the number */
        *list_heading, *math, *table, *end;
    const char *sentences[SENTENCES];
};

static const struct tongue english = {
    .opening = "This is answer **#**, from the text of the paper. ",
    .list_heading = "\n\nThree points carry the argument:\n\n",
    .math = "The objective is\n\n$$\\mathcal{L}(\\theta)=\\sum_{i=1}^{n}"
            "\\ell(f_\\theta(x_i),y_i)+\\lambda\\|\\theta\\|_2^2$$\n\n"
            "where $\\lambda>0$ and \\(f_\\theta\\) is the model.\n\n",
    .table = "| Model | News | Law |\n|---|---:|---:|\n| Baseline | 71.2 | 64.0 |\n"
             "| Ours | 74.6 | 69.3 |\n\n",
    .end = "In short: the gain is real, `n` is small, and < 5% of it is due to scale.\n",
    .sentences = {
        "The authors start from a weakness that earlier work leaves open. ",
        "The *method* reads the input once and trains the head alone. ",
        "Its cost grows as $\\mathcal{O}(n \\log n)$, not as $n^2$. ",
        "An ablation attributes most of the effect to the encoder. ",
        "The comparison covers three test sets and seven baselines. ",
        "Whether it carries over to longer documents is not shown. ",
    },
};

static const struct tongue chinese = {
    .opening = "这是根据论文全文给出的第 **#** 个回答。",
    .list_heading = "\n\n论证有三个要点：\n\n",
    .math = "目标函数为\n\n$$\\mathcal{L}(\\theta)=\\sum_{i=1}^{n}"
            "\\ell(f_\\theta(x_i),y_i)+\\lambda\\|\\theta\\|_2^2$$\n\n"
            "其中 $\\lambda>0$，\\(f_\\theta\\) 为模型。\n\n",
    .table = "| 模型 | 新闻 | 法律 |\n|---|---:|---:|\n| 基线 | 71.2 | 64.0 |\n"
             "| 本文 | 74.6 | 69.3 |\n\n",
    .end = "总之：提升是真实的，样本量 `n` 较小。\n",
    .sentences = {
        "作者从已有工作遗留的不足出发。",
        "该*方法*只读取一次输入，并且只训练输出层。",
        "其代价按 $\\mathcal{O}(n \\log n)$ 增长，而不是 $n^2$。",
        "消融实验表明大部分效果来自编码器。",
        "比较涵盖三个测试集和七个基线。",
        "能否推广到更长的文档尚未说明。",
    },
};

static void put_sentences(struct buf *out, const struct tongue *tongue, uint64_t seed,
                          size_t count)
{
    for (size_t i = 0; i < count; i++)
        buf_text(out, tongue->sentences[(seed + i * 5) % SENTENCES]);
}

static void put_list(struct buf *out, const struct tongue *tongue, uint64_t seed)
{
    buf_text(out, tongue->list_heading);
    for (size_t i = 0; i < 3; i++) {
        buf_text(out, "- ");
        put_sentences(out, tongue, seed >> (i * 3), 1);
        buf_char(out, '\n');
    }
    buf_char(out, '\n');
}

static void put_opening(struct buf *out, const struct tongue *tongue,
                        const struct asked *asked)
{
    buf_text(out, "### ");
    buf_text(out, asked->question);
    buf_text(out, "\n\n");
    struct str opening = str_of(tongue->opening);
    size_t hole = str_find_char(opening, '#');
    buf_add(out, str_upto(opening, hole));
    buf_printf(out, "%d", (int)asked->number);
    buf_add(out, str_from(opening, hole + 1));
}

void reply_write(const struct asked *asked, int64_t bytes, struct buf *out)
{
    const struct tongue *tongue = asked->chinese ? &chinese : &english;
    uint64_t seed = hash_add(asked->prefix, str_of(asked->question));
    seed = (seed ^ seed >> 29) & 0xffffff;
    if (asked->goes_on) {
        put_sentences(out, tongue, seed, 2);
        return;
    }
    put_opening(out, tongue, asked);
    put_sentences(out, tongue, seed, 3);
    put_list(out, tongue, seed);
    if (asked->number % 2 == 1)
        buf_text(out, tongue->math);
    if (asked->number % 3 == 1)
        buf_text(out, tongue->table);
    while ((int64_t)out->len < bytes && !out->full) {
        put_sentences(out, tongue, seed + out->len, 4);
        buf_text(out, "\n\n");
    }
    buf_text(out, tongue->end);
}
