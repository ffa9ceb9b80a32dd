/* paperfeed status: what is stored, queued and missing; asked of the daemon if there is
 * one, else read from the database. */
#include "base/clock.h"
#include "command/commands.h"
#include "daemon/app_faq.h"
#include "daemon/site_call.h"
#include "net/local_client.h"
#include "site/status/status_text.h"
#include "task/control_client.h"

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
    struct app_faq faq = { .config = config };
    struct site_options options = {
        .store = store,
        .categories = config->categories.items,
        .category_count = config->categories.count,
        .version = PAPERFEED_VERSION,
        .faq = app_faq_for_site(&faq, false),
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
                bool *ret_by_daemon, struct err *err)
{
    CLEANUP(store_done) struct store *store = NULL;
    struct store_options options = { .dir = config->dir, .readers = 1 };
    struct err owned = { 0 };
    *ret_by_daemon = false;
    if (store_open(&options, &store, &owned))
        return ask_store(config, store, arena, out, err);
    *ret_by_daemon = owned.code == ERR_BUSY;
    if (*ret_by_daemon && ask_daemon(config, arena, out, err))
        return true;
    if (!*ret_by_daemon || err->code == ERR_UPSTREAM)
        *err = owned; /* whoever holds the lock is no daemon */
    return false;
}

static bool print(struct str body, bool by_daemon, struct arena *arena, struct err *err)
{
    CLEANUP(json_done) cJSON *tree = NULL;
    CLEANUP(buf_done) struct buf text = buf_upto(1 << 20);
    if (!json_read(body, &tree, err))
        return false;
    status_text_write(&text, tree, by_daemon, clock_now(), arena);
    fwrite(text.ptr, 1, text.len, stdout);
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
    bool by_daemon = false;
    bool ok = ask(&config, &arena, &body, &by_daemon, &err);
    if (ok && cli->json)
        fwrite(body.ptr, 1, body.len, stdout);
    else if (ok)
        ok = print(buf_str(&body), by_daemon, &arena, &err);
    config_done(&config);
    return ok ? DONE : cli_fail(FAILED, &err);
}

const struct command command_status = {
    .name = "status",
    .arguments = "",
    .summary = "Says what is stored and missing, and how reading arXiv goes.",
    .run = run,
};
