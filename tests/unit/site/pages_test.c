/* Every tests/cases/pages/NAME[_variant].json through the template NAME gives the .html
 * beside it, to the byte, and that is well-formed HTML. UPDATE_CASES=1 writes it anew.
 */
#include "site/test_site.h"

#include <dirent.h>
#include <sys/wait.h>

#define PAGES CASES "/pages"

static struct str read_whole(struct arena *arena, const char *path)
{
    FILE *file = fopen(path, "re");
    if (file == NULL)
        return (struct str){ 0 };
    CLEANUP(buf_done) struct buf bytes = buf_upto(16 << 20);
    char piece[4096];
    size_t got;
    while ((got = fread(piece, 1, sizeof piece, file)) > 0)
        buf_add(&bytes, (struct str){ piece, got });
    fclose(file);
    return (struct str){ arena_text(arena, buf_str(&bytes)), bytes.len };
}

static void write_whole(const char *path, struct str text)
{
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    assert_int_equal(fwrite(text.ptr, 1, text.len, file), text.len);
    assert_int_equal(fclose(file), 0);
}

/* Exit 0: fine, 1: warnings, 2: errors; 127: tidy is not installed. */
static int run_tidy(const char *path)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        execlp("tidy", "tidy", "-errors", "-quiet", "--warn-proprietary-attributes",
               "no", "--drop-empty-elements", "no", path, (char *)NULL);
        _exit(127);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

static void check_case(struct site *site, struct arena *arena, struct str name)
{
    struct err err = { 0 };
    struct str stem = str_upto(name, name.len - strlen(".json"));
    struct str template = stem;
    template = str_cut(&template, '_');
    const char *json = arena_printf(arena, PAGES "/%.*s", STR_ARG(name));
    const char *html = arena_printf(arena, PAGES "/%.*s.html", STR_ARG(stem));
    CLEANUP(json_done) cJSON *tree = NULL;
    if (!json_read(read_whole(arena, json), &tree, &err))
        fail_msg("%s: %s", json, err.text);
    CLEANUP(buf_done) struct buf drawn = buf_upto(16 << 20);
    template_render(site->templates, arena_text(arena, template), tree, &drawn);
    if (getenv("UPDATE_CASES") != NULL)
        write_whole(html, buf_str(&drawn));
    struct str golden = read_whole(arena, html);
    if (!str_eq(golden, buf_str(&drawn)))
        fail_msg("%s is not what the template draws; see the difference with "
                 "UPDATE_CASES=1 and git diff",
                 html);
    int verdict = run_tidy(html);
    if (verdict == 127)
        print_message("tidy is not installed: %s was not checked\n", html);
    else if (verdict != 0)
        fail_msg("tidy complains about %s", html);
}

static void each_tree_draws_its_golden_page(void **state)
{
    struct test_site *site = *state;
    DIR *folder = opendir(PAGES);
    assert_non_null(folder);
    size_t count = 0;
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        struct str name = str_of(entry->d_name);
        if (!str_ends(name, LIT(".json")))
            continue;
        check_case(site->site, &site->test->arena, name);
        count++;
    }
    closedir(folder);
    assert_true(count >= 15);
}

static void no_golden_page_lacks_its_tree(void **state)
{
    struct test_site *site = *state;
    DIR *folder = opendir(PAGES);
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        struct str name = str_of(entry->d_name);
        if (!str_ends(name, LIT(".html")))
            continue;
        const char *tree = arena_printf(&site->test->arena, PAGES "/%.*s.json",
                                        STR_ARG(str_upto(name, name.len - 5)));
        if (access(tree, R_OK) != 0)
            fail_msg("%s has no tree", entry->d_name);
    }
    closedir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        site_test(each_tree_draws_its_golden_page),
        site_test(no_golden_page_lacks_its_tree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
