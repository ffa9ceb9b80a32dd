/* paperfeed status: what is stored, queued and missing; asked of the daemon if there is
 * one, else read from the database. */
#include "commands.h"
#include "control_client.h"
#include "net/local_client.h"
#include "site_call.h"

static const char status_target[] = "/api/v1/status";

static void store_done(struct store **store)
{
    store_close(*store);
}

static void site_done(struct site **site)
{
    site_close(*site);
}

static bool ask_store(const struct config *config, struct store *store,
                      struct arena *arena, struct buf *out, struct err *err)
{
    CLEANUP(site_done) struct site *site = NULL;
    struct site_options options = {
        .store = store,
        .categories = config->categories.items,
        .category_count = config->categories.count,
        .version = PAPERFEED_VERSION,
    };
    return site_open(&options, &site, err) &&
           site_call(site, status_target, arena, out, err);
}

static bool ask_daemon(const struct config *config, struct arena *arena,
                       struct buf *out, struct err *err)
{
    int status;
    struct str body;
    struct local_call call = { .socket_path = control_path(config, arena),
                               .target = status_target };
    if (!local_call(&call, arena, &status, &body, err))
        return false;
    if (status != 200)
        return err_set(err, ERR_BROKEN, "the daemon answered %d", status);
    buf_add(out, body);
    return true;
}

static bool ask(const struct config *config, struct arena *arena, struct buf *out,
                struct err *err)
{
    CLEANUP(store_done) struct store *store = NULL;
    struct store_options options = { .dir = config->dir, .readers = 1 };
    struct err owned = { 0 };
    if (store_open(&options, &store, &owned))
        return ask_store(config, store, arena, out, err);
    if (owned.code == ERR_BUSY)
        return ask_daemon(config, arena, out, err);
    *err = owned;
    return false;
}

/* Any tree as indented lines; lists of words on one line. */
static void print_tree(const cJSON *tree, int depth)
{
    const cJSON *item;
    cJSON_ArrayForEach(item, tree)
    {
        const char *name = item->string ? item->string : "-";
        if (cJSON_IsObject(item) ||
            (cJSON_IsArray(item) && cJSON_IsObject(item->child))) {
            printf("%*s%s\n", depth * 2, "", name);
            print_tree(item, depth + 1);
            continue;
        }
        CLEANUP(buf_done) struct buf value = buf_upto(1 << 20);
        json_write(&value, item, false);
        printf("%*s%-18s %s", depth * 2, "", name, value.ptr);
    }
}

static bool print(struct str body, bool json, struct err *err)
{
    CLEANUP(json_done) cJSON *tree = NULL;
    if (!json_read(body, &tree, err))
        return false;
    if (json)
        fwrite(body.ptr, 1, body.len, stdout);
    else
        print_tree(tree, 0);
    return true;
}

static enum exit_code run(const struct cli *cli)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(buf_done) struct buf body = buf_upto(64 << 20);
    struct err err = { 0 };
    struct config config;
    if (!cli_config(cli, &config, &err))
        return cli_fail(USAGE, &err);
    bool ok =
        ask(&config, &arena, &body, &err) && print(buf_str(&body), cli->json, &err);
    config_done(&config);
    return ok ? DONE : cli_fail(FAILED, &err);
}

const struct command command_status = {
    .name = "status",
    .arguments = "",
    .summary = "Says what is stored and missing, and how reading arXiv goes.",
    .run = run,
};
