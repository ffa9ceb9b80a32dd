/* The keys that ids and addresses of papers mean, at every site that is known. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "base/buf.h"
#include "model/paper_address.h"
#include "model/venue.h"

#include <stdio.h>
#include <string.h>

struct address_case {
    const char *text, *key; /* NULL: no paper's */
};

static void check_cases(const struct address_case *cases, size_t count)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    for (size_t i = 0; i < count; i++) {
        const char *key = paper_address_key(&arena, str_of(cases[i].text));
        if (key == NULL && cases[i].key == NULL)
            continue;
        if (key == NULL || cases[i].key == NULL || strcmp(key, cases[i].key) != 0)
            fail_msg("%s gave %s, not %s", cases[i].text, key ? key : "nothing",
                     cases[i].key ? cases[i].key : "nothing");
    }
}

static void ids_mean_themselves(void **state)
{
    (void)state;
    static const struct address_case cases[] = {
        { "2401.01234", "2401.01234" },
        { "arXiv:2401.01234v3", "2401.01234" },
        { "GMwRl2e9Y1@OpenReview", "GMwRl2e9Y1@OpenReview" },
        { "nasiriany24a@v235@PMLR", "nasiriany24a@v235@PMLR" },
        { "site_d588841ed4@KDD.2024@LIST", "site_d588841ed4@KDD.2024@LIST" },
        { "somebody@mail.example.com", NULL },
        { "mussels", NULL },
        { "", NULL },
    };
    check_cases(cases, COUNT_OF(cases));
}

static void pages_of_papers_here_are_known(void **state)
{
    (void)state;
    static const struct address_case cases[] = {
        { "https://papers.cool/venue/36958@AAAI", "36958@AAAI" },
        { "https://papers.example/venue/nasiriany24a%40v235%40PMLR",
          "nasiriany24a@v235@PMLR" },
        { "http://127.0.0.1:8080/arxiv/math/0309136", "math/0309136" },
        { "https://papers.example/venue/ICLR.2024", NULL },
        { "https://papers.example/venue/%zz%4", NULL },
    };
    check_cases(cases, COUNT_OF(cases));
}

static void openreview_papers_are_forums(void **state)
{
    (void)state;
    static const struct address_case cases[] = {
        { "https://openreview.net/forum?id=UkU05GOH7_6", "UkU05GOH7_6@OpenReview" },
        { "https://openreview.net/pdf?id=UkU05GOH7_6", "UkU05GOH7_6@OpenReview" },
        { "https://openreview.net/forum?noteId=x1&id=UkU05GOH7_6#all",
          "UkU05GOH7_6@OpenReview" },
        { "https://openreview.net/references/pdf?id=abc", NULL },
        { "https://openreview.net/group?id=ICLR.cc/2024/Conference", NULL },
        { "https://openreview.net/forum?id=", NULL },
    };
    check_cases(cases, COUNT_OF(cases));
}

static void anthology_papers_have_a_volume_and_a_number(void **state)
{
    (void)state;
    static const struct address_case cases[] = {
        { "https://aclanthology.org/2024.acl-long.1/", "2024.acl-long.1@ACL" },
        { "https://www.aclanthology.org/2025.findings-emnlp.1099.pdf",
          "2025.findings-emnlp.1099@ACL" },
        { "https://aclanthology.org/2020.acl-main.1v2.pdf", "2020.acl-main.1@ACL" },
        { "https://www.aclweb.org/anthology/P18-1023", "P18-1023@ACL" },
        { "https://doi.org/10.18653/v1/2024.acl-long.1", "2024.acl-long.1@ACL" },
        { "10.18653/v1/D19-1001", "D19-1001@ACL" },
        { "doi:10.3115/v1/P14-1001", "P14-1001@ACL" },
        { "https://aclanthology.org/volumes/2024.acl-long/", NULL },
        { "https://aclanthology.org/events/acl-2024/", NULL },
        { "https://aclanthology.org/faq/", NULL },
        { "10.18653/v1/", NULL },
    };
    check_cases(cases, COUNT_OF(cases));
}

static void volumes_of_pmlr_have_pages_and_files(void **state)
{
    (void)state;
    static const struct address_case cases[] = {
        { "https://proceedings.mlr.press/v235/scott24a.html", "scott24a@v235@PMLR" },
        { "http://proceedings.mlr.press/v97/abels19a/abels19a.pdf",
          "abels19a@v97@PMLR" },
        { "https://raw.githubusercontent.com/mlresearch/v235/main/assets/scott24a/"
          "scott24a.pdf",
          "scott24a@v235@PMLR" },
        { "https://proceedings.mlr.press/v235/", NULL },
        { "https://proceedings.mlr.press/v235/assets/bib/bibliography.bib", NULL },
        { "https://proceedings.mlr.press/spec.html", NULL },
        { "https://raw.githubusercontent.com/mlresearch/v235/main/corl24.bib", NULL },
        { "https://raw.githubusercontent.com/someone/v1/main/assets/a/a.pdf", NULL },
    };
    check_cases(cases, COUNT_OF(cases));
}

static void files_named_after_titles_give_a_key_that_stays(void **state)
{
    (void)state;
    static const struct address_case cases[] = {
        { "https://openaccess.thecvf.com/content/CVPR2025/html/"
          "Park_SplineGS_from_CVPR_2025_paper.html",
          "Park_SplineGS_from@CVPR2025@CVF" },
        { "https://openaccess.thecvf.com/content/CVPR2025/papers/"
          "Park_SplineGS_from_CVPR_2025_paper.pdf",
          "Park_SplineGS_from@CVPR2025@CVF" },
        { "https://openaccess.thecvf.com/content_CVPR_2019/html/Ma_Deep_CVPR_2019_"
          "paper.html",
          "Ma_Deep@CVPR2019@CVF" },
        { "https://openaccess.thecvf.com/content_iccv_2013/papers/Ma_Deep_2013_ICCV_"
          "paper.pdf",
          "Ma_Deep@ICCV2013@CVF" },
        { "https://openaccess.thecvf.com/content/CVPR2024W/X/html/Ma_Deep_CVPRW_2024_"
          "paper.html",
          "Ma_Deep@CVPR2024W@CVF" },
        { "https://openaccess.thecvf.com/content/WACV2025/html/"
          "D%27Inc\xc3\xa0_Open_WACV_2025_paper.html",
          "D_Inc__Open@WACV2025@CVF" },
        { "https://openaccess.thecvf.com/content/WACV2025/html/"
          "D'Inc%C3%A0_Open_WACV_2025_paper.html",
          "D_Inc__Open@WACV2025@CVF" },
        { "https://openaccess.thecvf.com/CVPR2024?day=all", NULL },
        { "https://openaccess.thecvf.com/content/CVPR2025/supplemental/X_supp.pdf",
          NULL },
        { "https://www.ecva.net/papers/eccv_2022/papers_ECCV/html/"
          "8094_ECCV_2022_paper.php",
          "8094@eccv_2022@ECVA" },
        { "https://www.ecva.net/papers/eccv_2022/papers_ECCV/papers/136620001.pdf",
          NULL },
        { "https://www.ecva.net/papers.php", NULL },
    };
    check_cases(cases, COUNT_OF(cases));
}

static void a_name_too_long_for_a_key_ends_in_a_hash(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    char names[2][201] = { { 0 }, { 0 } };
    const char *keys[2];
    for (size_t i = 0; i < 2; i++) {
        memset(names[i], 'a', 200);
        names[i][199] = i == 0 ? 'x' : 'y';
        keys[i] = paper_address_key(
            &arena,
            str_of(arena_printf(&arena, "https://www.ndss-symposium.org/ndss-paper/%s/",
                                names[i])));
        assert_non_null(keys[i]);
        assert_true(venue_key_is_valid(str_of(keys[i])));
    }
    assert_string_not_equal(keys[0], keys[1]);
}

static void proceedings_of_the_neurips_kind_have_hashes(void **state)
{
    (void)state;
#define HASH "013cf29a9e68e4411d0593040a8a1eb3"
    static const struct address_case cases[] = {
        { "https://proceedings.neurips.cc/paper_files/paper/2024/hash/" HASH
          "-Abstract-Conference.html",
          HASH "@2024@NeurIPS" },
        { "https://proceedings.neurips.cc/paper_files/paper/2024/file/" HASH
          "-Paper-Datasets_and_Benchmarks_Track.pdf",
          HASH "@2024@NeurIPS" },
        { "https://papers.nips.cc/paper/2019/hash/" HASH "-Abstract.html",
          HASH "@2019@NeurIPS" },
        { "https://datasets-benchmarks-proceedings.neurips.cc/paper/2021/hash/" HASH
          "-Abstract-round1.html",
          HASH "@2021-round1@NeurIPS" },
        { "https://proceedings.iclr.cc/paper_files/paper/2025/hash/" HASH
          "-Abstract-Conference.html",
          HASH "@2025@ICLR" },
        { "https://proceedings.mlsys.org/paper_files/paper/2024/hash/" HASH
          "-Abstract-Conference.html",
          HASH "@2024@MLSYS" },
        { "https://proceedings.neurips.cc/paper_files/paper/2024", NULL },
        { "https://papers.nips.cc/paper/6998-a-title.pdf", NULL },
    };
    check_cases(cases, COUNT_OF(cases));
}

static void other_proceedings_are_known_by_their_pages(void **state)
{
    (void)state;
    static const struct address_case cases[] = {
        { "https://www.ijcai.org/proceedings/2024/0189", "189@2024@IJCAI" },
        { "https://www.ijcai.org/proceedings/2024/0189.pdf", "189@2024@IJCAI" },
        { "https://doi.org/10.24963/ijcai.2024/189", "189@2024@IJCAI" },
        { "https://www.ijcai.org/proceedings/2024/", NULL },
        { "https://ojs.aaai.org/index.php/AAAI/article/view/36958", "36958@AAAI" },
        { "https://ojs.aaai.org/index.php/AAAI/article/view/36958/40920",
          "36958@AAAI" },
        { "https://ojs.aaai.org/index.php/AIES/article/view/31611", "31611@AAAI" },
        { "https://ojs.aaai.org/index.php/AAAI/issue/view/624", NULL },
        { "https://www.usenix.org/conference/usenixsecurity24/presentation/xu-haichuan",
          "xu-haichuan@usenixsecurity24@USENIX" },
        { "https://www.usenix.org/conference/usenixsecurity24/technical-sessions",
          NULL },
        { "https://www.isca-archive.org/interspeech_2024/lee24e_interspeech.html",
          "lee24e_interspeech@interspeech_2024@ISCA" },
        { "https://www.isca-archive.org/interspeech_2024/lee24e_interspeech.pdf",
          "lee24e_interspeech@interspeech_2024@ISCA" },
        { "https://www.isca-speech.org/archive/interspeech_2021/"
          "khare21_interspeech.html",
          "khare21_interspeech@interspeech_2021@ISCA" },
        { "https://www.isca-archive.org/interspeech_2024/index.html", NULL },
        { "https://www.isca-archive.org/interspeech_2024/", NULL },
        { "https://www.ndss-symposium.org/ndss-paper/counting-mussels/",
          "counting-mussels@NDSS" },
        { "https://www.ndss-symposium.org/ndss2024/accepted-papers/", NULL },
        { "https://cvpr.thecvf.com/virtual/2024/poster/30332", NULL },
        { "https://icml.cc/virtual/2024/poster/35220", NULL },
        { "https://doi.org/10.1145/3637528.3671001", NULL },
    };
    check_cases(cases, COUNT_OF(cases));
}

static void a_text_of_nothing_but_ids_is_a_list(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    const char **ids;
    size_t count = paper_address_list(
        &arena, LIT("2401.01234, https://openreview.net/forum?id=abc 2401.01234"),
        &ids);
    assert_int_equal(count, 2);
    assert_string_equal(ids[1], "abc@OpenReview");
    assert_int_equal(paper_address_list(&arena, LIT("2401.01234 mussels"), &ids), 0);
}

static void hostile_addresses_give_nothing_or_a_valid_key(void **state)
{
    (void)state;
    CLEANUP(arena_done) struct arena arena = { 0 };
    static const char *const hosts[] = {
        "openaccess.thecvf.com/content/", "www.ecva.net/papers/",
        "isca-archive.org/x_2024/",       "ndss-symposium.org/ndss-paper/",
        "proceedings.mlr.press/v1/",      "openreview.net/forum?id=",
    };
    static const char *const tails[] = {
        "",
        "/",
        "%",
        "%0",
        "%00_paper.html",
        "_paper",
        "__paper",
        "_2024_paper",
        "a/b/c/d/e/f/g/h/i/j/k/l_X_2024_paper.html",
        "a@b",
        "a%2fb_paper.pdf",
        "\xff\xfe_paper.html",
        ".html",
        "@@@",
    };
    for (size_t i = 0; i < COUNT_OF(hosts); i++)
        for (size_t j = 0; j < COUNT_OF(tails); j++) {
            const char *text = arena_printf(&arena, "https://%s%s", hosts[i], tails[j]);
            const char *key = paper_address_key(&arena, str_of(text));
            if (key != NULL && !venue_key_is_valid(str_of(key)))
                fail_msg("%s gave %s", text, key);
        }
}

static bool read_file(const char *path, struct buf *out)
{
    char piece[1 << 16];
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return false;
    for (size_t len; (len = fread(piece, 1, sizeof piece, file)) > 0;)
        buf_add(out, (struct str){ piece, len });
    fclose(file);
    return !out->full;
}

/* How many addresses with that beginning the file holds, and how many have no key. */
static void count_keys(struct str text, struct str start, size_t counts[2])
{
    counts[0] = counts[1] = 0;
    for (size_t at = str_find(text, start); at < text.len; at = str_find(text, start)) {
        CLEANUP(arena_done) struct arena arena = { 0 };
        text = str_from(text, at);
        struct str address = str_upto(text, str_find_char(text, '"'));
        counts[0]++;
        counts[1] += paper_address_key(&arena, address) == NULL;
        text = str_from(text, start.len);
    }
}

static void every_address_of_real_lists_has_a_key(void **state)
{
    (void)state;
    static const struct {
        const char *file, *start;
        size_t count;
    } lists[] = {
        { "cvpr2024", "https://openaccess.thecvf.com/content/CVPR2024/html/", 2716 },
        { "cvpr2024", "https://openaccess.thecvf.com/content/CVPR2024/papers/", 2716 },
        { "eccv2022", "https://www.ecva.net/papers/eccv_2022/papers_ECCV/html/", 1645 },
        { "icml2024", "https://proceedings.mlr.press/v235/", 2610 },
        { "icml2024", "https://raw.githubusercontent.com/mlresearch/v235/", 2610 },
    };
    for (size_t i = 0; i < COUNT_OF(lists); i++) {
        char path[300];
        size_t counts[2];
        snprintf(path, sizeof path, REAL_DATA "/venues/paperlists/%s.json",
                 lists[i].file);
        CLEANUP(buf_done) struct buf text = buf_upto(32 << 20);
        if (!read_file(path, &text)) {
            print_message("skipped: %s is not here\n", path);
            continue;
        }
        count_keys(buf_str(&text), str_of(lists[i].start), counts);
        assert_int_equal(counts[0], lists[i].count);
        assert_int_equal(counts[1], 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_mean_themselves),
        cmocka_unit_test(pages_of_papers_here_are_known),
        cmocka_unit_test(openreview_papers_are_forums),
        cmocka_unit_test(anthology_papers_have_a_volume_and_a_number),
        cmocka_unit_test(volumes_of_pmlr_have_pages_and_files),
        cmocka_unit_test(files_named_after_titles_give_a_key_that_stays),
        cmocka_unit_test(a_name_too_long_for_a_key_ends_in_a_hash),
        cmocka_unit_test(proceedings_of_the_neurips_kind_have_hashes),
        cmocka_unit_test(other_proceedings_are_known_by_their_pages),
        cmocka_unit_test(a_text_of_nothing_but_ids_is_a_list),
        cmocka_unit_test(every_address_of_real_lists_has_a_key),
        cmocka_unit_test(hostile_addresses_give_nothing_or_a_valid_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
