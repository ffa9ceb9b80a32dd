/* See seed_words.h. All invented; a likeness to a real paper is chance. */
#include "seed_words.h"

#include "base/attr.h"

#define WORDS(name, ...)                                                               \
    static const char *const name##_items[] = { __VA_ARGS__ };                         \
    const struct word_list name = { name##_items, COUNT_OF(name##_items) }

WORDS(given_names, "Ana", "Björn", "Chidi", "Dáithí", "Elif", "Farid", "Giulia", "Hao",
      "Inés", "Jürgen", "Keiko", "Lukáš", "Mei-Ling", "Nikola", "Oluwaseun", "Paweł",
      "Quynh", "Raphaël", "Sofía", "Tomáš", "Uma", "Vũ", "Wei", "Xiaoyu", "Yuki", "Zoë",
      "Anders", "Bea C.", "D. W.", "François", "Siobhán", "Mikołaj", "Ömer", "Li",
      "Jian");
WORDS(family_names, "Almeida", "Bergström", "Çelik", "Deigmöller", "Erdős", "Fernández",
      "García", "Håkansson", "Ivanović", "Jørgensen", "Krauß", "Łukasik", "Müller",
      "Nguyen", "O'Brien", "Pižurica", "Quiñones", "Rodrigues", "Šimić", "Tanaka",
      "Uçar", "van der Berg", "de la Cruz", "Wójcik", "Xu", "Yang", "Zhang", "Chen",
      "Smith-Jones", "Kumar", "Okonkwo", "Peña", "Rossi", "Sato", "Wang", "Le Gall");
WORDS(single_names, "Deepti", "Linus", "Sukarno");
WORDS(suffixes, "Jr", "III", "Sr");

WORDS(systems, "LexiTrace", "DriftNet", "PolyGraph", "OctoBench", "SieveLM", "QuietRAG",
      "TinyAtlas", "FoldFlow", "Re-Anchor", "MuSE", "GATOR-2", "PrismVL", "HydraKV",
      "Lantern", "NoisyOwl", "CausalKit", "Skim&Score", "GeoDiff++");
WORDS(adjectives, "efficient", "robust", "interpretable", "calibrated", "low-resource",
      "multilingual", "training-free", "self-supervised", "privacy-preserving",
      "long-context", "uncertainty-aware", "data-centric", "compositional", "scalable");
WORDS(methods, "attention pruning", "contrastive learning", "diffusion models",
      "graph neural networks", "low-rank adaptation", "mixture of experts",
      "Schrödinger bridges", "retrieval augmentation", "preference optimization",
      "Poincaré embeddings", "test-time training", "flow matching",
      "state space models", "Gröbner bases", "speculative decoding",
      "knowledge distillation", "Lévy processes");
WORDS(tasks, "question answering", "machine translation", "image segmentation",
      "code generation", "time series forecasting", "protein design",
      "document understanding", "visual navigation", "speech recognition",
      "entity linking", "theorem proving", "recommendation", "anomaly detection",
      "medical imaging", "fact checking", "robotic manipulation");
WORDS(things, "large language models", "vision transformers", "sparse autoencoders",
      "tokenizers", "reward models", "long documents", "point clouds",
      "knowledge graphs", "noisy labels", "multi-agent systems", "tabular data",
      "embodied agents");
WORDS(properties, "generalization", "sample complexity", "expressive power", "fairness",
      "calibration", "scaling behaviour", "convergence", "robustness", "memorization");

WORDS(title_forms, "@s: @A @m for @t", "@M for @t", "On the @p of @o", "Towards @a @t",
      "Does @m help @t? A study with @o", "@s: A benchmark for @t",
      "Rethinking @m in @o", "@A @t with @m", "Why @o need @m",
      "$k$-nearest neighbours and the @p of @o",
      "@T in $\\mathcal{O}(n \\log n)$ time with @m", "A survey of @m for @t",
      "@s: @M meets @t", "Beyond @p: @a @m", "The @p--@p trade-off in @o",
      "@A @m under $\\ell_2$ perturbations: from @t to @t",
      "Bounds on the @p of @m with $\\epsilon < 10^{-3}$", "\"@T\" is not @t",
      "@s & friends: @a @o", "Learning @t from @o via @m");
WORDS(opening_sentences,
      "@O have changed how we approach @t, yet their @p remains poorly understood.",
      "We study the @p of @o in the setting of @t.",
      "@T is a long-standing problem for @o.",
      "Recent work on @m promises @a @t, but evaluations are rarely comparable.",
      "How far can @m carry @t?");
WORDS(
    middle_sentences, "We introduce @s, which combines @m with @a supervision.",
    "Our method treats @t as an instance of @m and needs no labelled data.",
    "Formally, we show that the error decays as $\\mathcal{O}(1/\\sqrt{n})$ whenever "
    "$\\|x\\|_2 \\le 1$.",
    "Experiments on seven benchmarks show gains of 3.4\\% over strong baselines.",
    "In contrast to @m, @s is \\emph{@a} and works with @o as they are.",
    "A careful ablation attributes most of the effect to @m; less than <5% is due to "
    "scale.",
    "We further release a corpus of 12k annotated examples for @t.",
    "Under mild assumptions the estimator is unbiased for all $p < 0.05$ & consistent.",
    "Human raters prefer our outputs in 61% of the cases (Cohen's $\\kappa = 0.72$).",
    "The @p of @o turns out to depend on the data more than on the architecture.");
WORDS(closing_sentences, "Code is available at https://github.com/example-lab/project.",
      "Our results suggest that @m deserves a second look.",
      "We hope that this encourages @a research on @t.",
      "Project page: https://example-lab.github.io/project/.",
      "All models and data are released under a permissive licence.",
      "We discuss limitations and the Kullback--Leibler view of @m.");

WORDS(comments, "12 pages, 5 figures", "Accepted at EMNLP 2026",
      "Preprint, under review",
      "9 pages + appendix; code: https://github.com/example-lab/code",
      "To appear in Proc. of the 3rd Workshop on Schrödinger Methods",
      "Camera-ready version, 8 pages, 3 tables");
WORDS(
    withdrawals,
    "This paper has been withdrawn by the author due to a crucial error in equation 3",
    "Withdrawn: the data set of Section 4 was mislabelled");
WORDS(journals, "J. Mach. Learn. Res. 27 (2026) 1-34",
      "Annales de l'\\'Ecole Normale 12 (2025), no. 3, 211--240",
      "Phys. Rev. E 113, 024304 (2026)", "Proc. ACM Program. Lang. 10 (2026) Art. 17");
WORDS(licenses, "http://arxiv.org/licenses/nonexclusive-distrib/1.0/",
      "http://creativecommons.org/licenses/by/4.0/",
      "http://creativecommons.org/licenses/by-nc-nd/4.0/",
      "http://creativecommons.org/licenses/by-sa/4.0/",
      "http://creativecommons.org/publicdomain/zero/1.0/");
WORDS(affiliations, "Univ. of Example, Springfield", "Institut d'Exemple, Orléans");
WORDS(other_categories, "stat.ML", "cs.RO", "cs.IR", "eess.IV", "cs.HC", "math.OC",
      "cs.SE", "cs.CR", "physics.comp-ph", "q-bio.NC", "cs.NE", "hep-th",
      "cond-mat.str-el");
