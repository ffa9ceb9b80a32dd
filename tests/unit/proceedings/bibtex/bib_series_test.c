/* Titles of books of proceedings, as publishers, dblp and authors write them. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>
#include <string.h>

#include <cmocka.h>

#include "proceedings/bibtex/bib_series.h"

struct example {
    const char *title, *series; /* "": none */
    int year;
};

static void check_all(const struct example *examples, size_t count)
{
    struct bib_phrases phrases;
    bib_phrases_init(&phrases);
    for (size_t i = 0; i < count; i++) {
        struct bib_title read = bib_title_read(&phrases, str_of(examples[i].title));
        if (strcmp(read.series ? read.series : "", examples[i].series) != 0 ||
            (examples[i].year != 0 && read.year != examples[i].year))
            print_error("%s\n", examples[i].title);
        assert_string_equal(read.series ? read.series : "", examples[i].series);
        if (examples[i].year != 0)
            assert_int_equal(read.year, examples[i].year);
    }
    bib_phrases_done(&phrases);
}

static void conferences_are_known_by_their_titles(void **state)
{
    (void)state;
    static const struct example examples[] = {
        { "Proceedings of the 41st International Conference on Machine Learning",
          "ICML", 0 },
        { "The Twelfth International Conference on Learning Representations", "ICLR",
          0 },
        { "Advances in Neural Information Processing Systems 36", "NeurIPS", 0 },
        { "Thirty-seventh Conference on Neural Information Processing Systems Datasets "
          "and Benchmarks Track",
          "NeurIPS", 0 },
        { "Proceedings of Thirty Seventh Conference on Learning Theory", "COLT", 0 },
        { "Proceedings of The 8th Conference on Robot Learning", "CoRL", 0 },
        { "Proceedings of the 16th Asian Conference on Machine Learning", "ACML", 0 },
        { "Proceedings of The 27th International Conference on Artificial Intelligence "
          "and Statistics",
          "AISTATS", 0 },
        { "Proceedings of the Fortieth Conference on Uncertainty in Artificial "
          "Intelligence",
          "UAI", 0 },
        { "Proceedings of the IEEE/CVF Winter Conference on Applications of Computer "
          "Vision (WACV)",
          "WACV", 0 },
        { "Proceedings of the IEEE/CVF International Conference on Computer Vision",
          "ICCV", 0 },
        { "Computer Vision - ECCV 2024 - 18th European Conference, Milan, Italy, 2024, "
          "Proceedings, Part I",
          "ECCV", 2024 },
        { "Medical Image Computing and Computer Assisted Intervention – MICCAI 2023",
          "MICCAI", 2023 },
        { "The Twelfth International Conference on Learning Representations, ICLR "
          "2024, "
          "Vienna, Austria, May 7-11, 2024",
          "ICLR", 2024 },
        { "Interspeech 2024", "INTERSPEECH", 2024 },
        { "Proc. INTERSPEECH 2021", "INTERSPEECH", 2021 },
        { "31st USENIX Security Symposium (USENIX Security 22)", "USENIX-Sec", 0 },
        { "21st USENIX Conference on File and Storage Technologies (FAST 23)",
          "USENIX-Fast", 0 },
        { "31st Annual Network and Distributed System Security Symposium, NDSS 2024",
          "NDSS", 2024 },
        { "Proceedings of the 2023 ACM SIGSAC Conference on Computer and "
          "Communications "
          "Security",
          "CCS", 0 },
        { "Proceedings of the 29th ACM SIGKDD Conference on Knowledge Discovery and "
          "Data "
          "Mining",
          "KDD", 0 },
        { "ICLR", "ICLR", 0 },
        { "NIPS", "NeurIPS", 0 },
        { "ICLR2024", "ICLR", 2024 },
        { "icml", "ICML", 0 },
        { "In NeurIPS 2023", "NeurIPS", 2023 },
        { "Robotics: Science and Systems XIX", "RSS", 0 },
    };
    check_all(examples, COUNT_OF(examples));
}

static void a_longer_title_is_another_conference(void **state)
{
    (void)state;
    static const struct example examples[] = {
        { "Proceedings of the AAAI Conference on Artificial Intelligence", "AAAI", 0 },
        { "Proceedings of the AAAI/ACM Conference on AI, Ethics, and Society", "AIES",
          0 },
        { "Proceedings of the Thirty-Third International Joint Conference on "
          "Artificial "
          "Intelligence, IJCAI-24",
          "IJCAI", 0 },
        { "27th European Conference on Artificial Intelligence", "ECAI", 0 },
        { "Proceedings of the AAAI Conference on Artificial Intelligence and "
          "Interactive "
          "Digital Entertainment",
          "", 0 },
        { "International Conference on Machine Learning and Applications", "", 0 },
        { "Pacific-Asia Conference on Knowledge Discovery and Data Mining", "", 0 },
        { "Conference on Robot Learning for Kitchens", "", 0 },
        { "Proceedings of the 59th Annual Meeting of the Association for Computational "
          "Linguistics and the 11th International Joint Conference on Natural Language "
          "Processing (Volume 1: Long Papers)",
          "ACL", 0 },
        { "Proceedings of the 2018 Conference of the North American Chapter of the "
          "Association for Computational Linguistics: Human Language Technologies",
          "NAACL", 0 },
        { "Proceedings of the 2023 Conference on Empirical Methods in Natural Language "
          "Processing",
          "EMNLP", 0 },
        { "Transactions of the Association for Computational Linguistics", "TACL", 0 },
        { "Computational Linguistics", "CL", 0 },
        { "Findings of the Association for Computational Linguistics: EMNLP 2023",
          "EMNLP", 2023 },
        { "Findings of the Association for Computational Linguistics ACL 2024", "ACL",
          2024 },
    };
    check_all(examples, COUNT_OF(examples));
}

static void what_is_beside_a_conference_is_not_it(void **state)
{
    (void)state;
    static const struct example examples[] = {
        { "ICML 2023 Workshop on Cups", "", 0 },
        { "Proceedings of the IEEE/CVF Conference on Computer Vision and Pattern "
          "Recognition Workshops",
          "", 0 },
        { "Companion Proceedings of the ACM Web Conference 2024", "", 0 },
        { "AAAI Spring Symposium on Tea", "", 0 },
        { "Proceedings of the 60th Annual Meeting of the Association for Computational "
          "Linguistics: Student Research Workshop",
          "ACL", 0 },
        { "Proceedings of the 18th International Workshop on Semantic Evaluation "
          "(SemEval-2024)",
          "SemEval", 2024 },
        { "Journal of Fast and Secure Cups", "", 0 },
        { "IFIP TC 11 International Conference", "", 0 },
        { "", "", 0 },
        { "&&&&&&&& ,,,, ((((", "", 0 },
    };
    check_all(examples, COUNT_OF(examples));
}

static void a_title_may_name_one_year(void **state)
{
    (void)state;
    struct bib_phrases phrases;
    bib_phrases_init(&phrases);
    struct bib_title read =
        bib_title_read(&phrases, LIT("Proceedings of the 2019 Conference on Cups"));
    assert_int_equal(read.only_year, 2019);
    read = bib_title_read(&phrases, LIT("Cups of 2019 and 2020"));
    assert_int_equal(read.only_year, 0);
    bib_phrases_done(&phrases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(conferences_are_known_by_their_titles),
        cmocka_unit_test(a_longer_title_is_another_conference),
        cmocka_unit_test(what_is_beside_a_conference_is_not_it),
        cmocka_unit_test(a_title_may_name_one_year),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
