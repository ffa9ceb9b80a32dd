/* Opens the site: checks what the operator gave and parses every template, so that a
 * wrong one stops the start and not a page at midnight. */
#include "base/mem.h"
#include "site/faq/faq_live.h"
#include "site/paper/clicks.h"
#include "site/view.h"
#include "site/want.h"
#include "site/words.h"

static const struct template_file {
    const char *path;
    struct str text;
} files[] = {
#define EMBED(stem, file, size, ...)                                                   \
    { (file), { (const char *)(const unsigned char[]){ __VA_ARGS__ 0 }, (size) } },
#include "templates.def"
#undef EMBED
};

enum { NAME_SIZE = 40 };

/* "feed_atom.xml" is the template feed_atom. */
static bool read_templates(struct site *site, struct err *err)
{
    struct template_source sources[COUNT_OF(files)];
    char(*names)[NAME_SIZE] = mem_alloc(COUNT_OF(files) * NAME_SIZE);
    site->template_names = names;
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        struct str path = str_of(files[i].path);
        struct str name = str_cut(&path, '.');
        if (name.len >= NAME_SIZE)
            return err_set(err, ERR_BROKEN, "template %s: the name is too long",
                           files[i].path);
        snprintf(names[i], NAME_SIZE, "%.*s", STR_ARG(name));
        sources[i] =
            (struct template_source){ .name = names[i], .text = files[i].text };
    }
    return template_set_open(sources, COUNT_OF(files), &site->templates, err);
}

static bool read_categories(struct site *site, struct err *err)
{
    const struct site_options *options = &site->options;
    site->watched = mem_alloc((options->category_count + 1) * sizeof *site->watched);
    for (size_t i = 0; i < options->category_count; i++) {
        const char *code = options->categories[i];
        site->watched[i] = category_find(str_of(code));
        if (site->watched[i] == NULL || strcmp(site->watched[i]->code, code) != 0)
            return err_set(err, ERR_INVALID, "“%s” is not a canonical arXiv category",
                           code);
    }
    return true;
}

static bool check_base_url(const char *url, struct err *err)
{
    if (url == NULL)
        return true;
    if (words_web_url(url) == NULL || str_ends(str_of(url), LIT("/")))
        return err_set(err, ERR_INVALID,
                       "base URL “%.100s” must begin with http:// or https:// and not "
                       "end with a slash",
                       url);
    return true;
}

bool site_open(const struct site_options *options, struct site **ret_site,
               struct err *err)
{
    struct site *site = mem_alloc(sizeof *site);
    site->options = *options;
    site->budget = want_budget_open();
    if (!check_base_url(options->base_url, err) || !read_categories(site, err) ||
        !read_templates(site, err)) {
        site_close(site);
        return false;
    }
    site->live = faq_live_open(options->store, site->templates);
    site->clicks = clicks_open(options->store);
    *ret_site = site;
    return true;
}

void site_close(struct site *site)
{
    if (site == NULL)
        return;
    clicks_close(site->clicks);
    faq_live_close(site->live);
    template_set_close(site->templates);
    want_budget_close(site->budget);
    free(site->template_names);
    free(site->watched);
    free(site);
}

struct faq_watch site_faq_watch(struct site *site)
{
    return faq_live_watch(site->live);
}

uint64_t site_generation(void *context)
{
    const struct site *site = context;
    return store_generation(site->options.store);
}
