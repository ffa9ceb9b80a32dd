/* The whole Anthology of August 2024, where it is at hand (REAL_DATA): no paper is
 * lost, none is broken, and the counts are those that were counted from the files
 * otherwise.
 */
#include "base/process.h"
#include "proceedings/read_whole.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { BLOCK = 512, NAME = 100, FILE_MAX = 8 << 20, VOLUMES_MAX = 400, SECONDS = 300 };

static const char tarball[] =
    REAL_DATA "/venues/acl-anthology/all_xml_2024-08-15.tar.gz";

/* -1: not told. An empty element is no abstract: 2022.emnlp has three of them,
 * 2024.acl two, 2024.findings and 2024.semeval one. Volumes with their papers, in the
 * file's order; NULL: not told. */
static const struct expected {
    const char *collection;
    int papers, abstracts, dois, awards;
    const char *volumes;
} expected[] = {
    { "2020.acl", 871, 871, 871, 8, "main 778, demos 43, srw 42, tutorials 8" },
    { "2020.emnlp", 787, 787, 787, 6, "main 751, demos 29, tutorials 7" },
    { "2021.acl", 795, 795, 795, 10,
      "long 571, short 139, srw 36, demo 43, tutorials 6" },
    { "2021.naacl", 560, 560, 559, 8,
      "main 477, demos 17, srw 21, tutorials 6, industry 39" },
    { "2022.acl", 774, 774, 773, 12,
      "long 603, short 97, srw 39, demo 27, tutorials 8" },
    { "2022.emnlp", 941, 938, 941, 0, "main 828, tutorials 6, demos 42, industry 65" },
    { "2022.findings", 1132, 1132, 1087, 0, "acl 331, naacl 209, aacl 44, emnlp 548" },
    { "2023.acl", 1249, 1249, 1248, 62,
      "long 911, short 164, demo 58, srw 34, industry 76, tutorials 6" },
    { "2023.eacl", 335, 335, 335, 13, "main 280, demo 33, srw 16, tutorials 6" },
    { "2023.emnlp", 1182, 1182, 1176, 0,
      "main 1047, tutorial 6, demo 52, industry 77" },
    { "2023.ijcnlp", 121, 0, 120, 0, "main 72, short 22, srw 12, tutorials 6, demo 9" },
    { "2024.acl", 933, 931, 0, 0, "long 771, short 68, demos 38, srw 50, tutorials 6" },
    { "2024.eacl", 281, 281, 0, 11,
      "long 181, short 42, demo 24, srw 29, tutorials 5" },
    { "2024.naacl", 662, 662, 662, 0,
      "long 487, short 75, demo 21, srw 30, tutorials 6, industry 43" },
    { "2024.findings", 1429, 1428, 296, 0, "eacl 158, naacl 296, acl 975" },
    { "2024.lrec", 1567, 1567, 0, 0, "main 1554, tutorials 13" },
    { "2023.iwslt", 48, 48, -1, 0, "1 48" },
    { "2024.iwslt", 37, 37, -1, 0, "1 37" },
    { "2023.tacl", 98, 98, -1, 0, "1 98" },
    { "2024.tacl", 44, 44, -1, 0, "1 44" },
    { "2024.cl", 20, 20, -1, 0, "1 10, 2 10" },
    { "2024.bea", 58, 58, -1, 0, "1 58" },
    { "2024.semeval", 279, 278, -1, 0, "1 279" },
    { "D19", 1103, -1, -1, 4, NULL },
    { "N18", 403, -1, -1, 0, "1 205, 2 125, 3 27, 4 20, 5 20, 6 6" },
    { "P19", 763, -1, -1, 8, "1 660, 2 60, 3 34, 4 9" },
    { "2019.naacl", 0, 0, 0, 0, "" },
};
enum { FILES = 1321, PAPERS = 95336, ABSTRACTS = 52012, AWARDED = 199, WITHDRAWN = 11 };

struct counts {
    int papers, abstracts, dois, awards, withdrawn, broken, left_out;
    int64_t declared;
};

struct walk {
    struct counts of_file, all;
    int files, checked;
    struct buf volumes; /* of the file: "long 911, short 164" */
    char volume[NAME];
    int volume_papers;
    /* The archive's member that is being read. */
    struct buf header, file;
    size_t rest, padding;
};

static void end_volume(struct walk *walk)
{
    if (walk->volume_papers > 0)
        buf_printf(&walk->volumes, "%s%s %d", walk->volumes.len > 0 ? ", " : "",
                   walk->volume, walk->volume_papers);
    walk->volume_papers = 0;
}

/* "long" of 2024.acl-long.1, "1" of P19-1001 */
static void count_volume(struct walk *walk, const char *key)
{
    struct str rest = str_of(key);
    struct str collection = str_cut(&rest, '-');
    bool is_old = collection.len == 3;
    struct str volume = str_upto(rest, is_old ? 1 : str_find_char(rest, '.'));
    if (!str_eq(volume, str_of(walk->volume))) {
        end_volume(walk);
        snprintf(walk->volume, sizeof walk->volume, "%.*s", STR_ARG(volume));
    }
    walk->volume_papers++;
}

static bool on_entry(void *context, const struct source_entry *entry, struct err *err)
{
    struct walk *walk = context;
    const struct paper *paper = &entry->paper;
    walk->of_file.papers++;
    walk->of_file.abstracts += paper->abstract != NULL;
    walk->of_file.dois += paper->doi != NULL;
    walk->of_file.awards += paper->award != NULL;
    walk->of_file.withdrawn += paper->withdrawn;
    count_volume(walk, paper->key);
    return str_ends(str_of(paper->key), LIT("@ACL")) ||
           err_set(err, ERR_BROKEN, "the key of %s", paper->key);
}

static bool on_edition(void *context, const struct source_edition *edition,
                       struct err *err)
{
    (void)err;
    ((struct walk *)context)->of_file.declared += edition->declared;
    return true;
}

static bool on_left_out(void *context, const char *why, struct err *err)
{
    (void)context;
    return err_set(err, ERR_BROKEN, "left out: %s", why);
}

static bool on_broken(void *context, const char *where, const char *why,
                      struct err *err)
{
    (void)context;
    return err_set(err, ERR_BROKEN, "%s: %s", where, why);
}

static void check_count(const char *file, const char *what, int count, int told)
{
    if (told >= 0 && count != told)
        fail_msg("%s has %d %s, not %d", file, told, what, count);
}

static void check_file(struct walk *walk, const char *name)
{
    const struct counts *counts = &walk->of_file;
    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        if (strcmp(expected[i].collection, name) != 0)
            continue;
        check_count(name, "papers", counts->papers, expected[i].papers);
        check_count(name, "abstracts", counts->abstracts, expected[i].abstracts);
        check_count(name, "DOIs", counts->dois, expected[i].dois);
        check_count(name, "papers with an award", counts->awards, expected[i].awards);
        if (expected[i].volumes != NULL)
            assert_string_equal(walk->volumes.len > 0 ? walk->volumes.ptr : "",
                                expected[i].volumes);
        walk->checked++;
    }
    check_count(name, "declared papers", counts->papers, (int)counts->declared);
}

static bool read_member(struct walk *walk, const char *name, struct err *err)
{
    static const struct proceedings_ask nothing = { 0 };
    const struct proceedings_sink sink = { on_entry,  on_edition, on_left_out,
                                           on_broken, NULL,       walk };
    walk->of_file = (struct counts){ 0 };
    buf_clear(&walk->volumes);
    if (!read_whole(&proceedings_acl, buf_str(&walk->file), &nothing, &sink, err))
        return err_add(err, "%s", name);
    end_volume(walk);
    walk->volume[0] = '\0';
    check_file(walk, name);
    walk->files++;
    walk->all.papers += walk->of_file.papers;
    walk->all.abstracts += walk->of_file.abstracts;
    walk->all.awards += walk->of_file.awards;
    walk->all.withdrawn += walk->of_file.withdrawn;
    return true;
}

/* "data/xml/2024.acl.xml" */
static bool end_member(struct walk *walk, struct err *err)
{
    char name[NAME + 1] = { 0 };
    memcpy(name, walk->header.ptr, NAME);
    buf_clear(&walk->header);
    struct str path = str_of(name);
    while (str_find_char(path, '/') < path.len)
        str_cut(&path, '/');
    if (!str_ends(path, LIT(".xml")))
        return true;
    name[(size_t)(path.ptr - name) + path.len - LIT(".xml").len] = '\0';
    return read_member(walk, path.ptr, err);
}

static size_t octal(const char *text, size_t len)
{
    size_t number = 0;
    for (size_t i = 0; i < len && text[i] >= '0' && text[i] <= '7'; i++)
        number = number * 8 + (size_t)(text[i] - '0');
    return number;
}

static struct str take(struct str *piece, size_t max)
{
    struct str taken = str_upto(*piece, max);
    *piece = str_from(*piece, taken.len);
    return taken;
}

static bool on_bytes(void *context, struct str piece, struct err *err)
{
    enum { SIZE_AT = 124, SIZE_DIGITS = 11 };
    struct walk *walk = context;
    while (piece.len > 0) {
        if (walk->header.len < BLOCK) {
            buf_add(&walk->header, take(&piece, BLOCK - walk->header.len));
            if (walk->header.len < BLOCK)
                return true;
            walk->rest = octal(walk->header.ptr + SIZE_AT, SIZE_DIGITS);
            walk->padding = (BLOCK - walk->rest % BLOCK) % BLOCK;
            buf_clear(&walk->file);
        }
        struct str bytes = take(&piece, walk->rest);
        buf_add(&walk->file, bytes);
        walk->rest -= bytes.len;
        walk->padding -= take(&piece, walk->rest > 0 ? 0 : walk->padding).len;
        if (walk->rest + walk->padding == 0 && !end_member(walk, err))
            return false;
    }
    return true;
}

static void the_whole_anthology_is_read(void **state)
{
    static const char *const argv[] = { "/bin/gzip", "-dc", tarball, NULL };
    struct err err = { 0 };
    struct walk walk = { .volumes = buf_upto(NAME * VOLUMES_MAX),
                         .header = buf_upto(BLOCK),
                         .file = buf_upto(FILE_MAX) };
    const struct process_task task = { .argv = argv,
                                       .limits = { .cpu_seconds = SECONDS },
                                       .output = on_bytes,
                                       .context = &walk };
    (void)state;
    if (access(tarball, R_OK) != 0 || access(argv[0], X_OK) != 0) {
        print_message("skipped: %s is not here\n", tarball);
        return;
    }
    if (!process_run(&task, &err))
        fail_msg("%s", err.text);
    assert_int_equal(walk.checked, COUNT_OF(expected));
    assert_int_equal(walk.files, FILES);
    assert_int_equal(walk.all.papers, PAPERS);
    assert_int_equal(walk.all.abstracts, ABSTRACTS);
    assert_int_equal(walk.all.awards, AWARDED);
    assert_int_equal(walk.all.withdrawn, WITHDRAWN);
    buf_done(&walk.volumes);
    buf_done(&walk.header);
    buf_done(&walk.file);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(the_whole_anthology_is_read) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
