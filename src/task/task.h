/* A piece of work that writes: run by the daemon when there is one, else by the command
 * itself. So a task has a JSON form, and its outcome is JSON too. */
#ifndef TASK_H
#define TASK_H

#include "command/cli.h"
#include "store/queue/token_store.h"
#include "text/json.h"
#include "work/arxiv/fetcher.h"

enum task_kind {
    TASK_INGEST,
    TASK_IMPORT,
    TASK_BACKFILL,
    TASK_CHECK,
    TASK_BACKUP,
    TASK_TOKEN
};

/* What to do with the tokens. A new one is made by the command, which alone sees it:
 * only its hash travels. */
enum token_action { TOKEN_ACTION_ADD, TOKEN_ACTION_LIST, TOKEN_ACTION_REMOVE };
bool token_action_read(struct str name, enum token_action *ret_action);
struct token_task {
    enum token_action action;
    const char *name; /* add, remove */
    enum token_role role;
    uint8_t hash[TOKEN_HASH_SIZE]; /* add */
};

/* What to harvest. */
struct backfill_task {
    const char *set;     /* as OAI-PMH writes it; "" = everything */
    int32_t from, until; /* DAY_NONE: not given */
    bool again;
};

/* What to load. */
struct import_task {
    const char *format;
    const char *series; /* of proceedings: canonical; NULL: the files say it */
    int year;           /* 0: likewise */
    bool dry_run, move;
};

struct task {
    enum task_kind kind;
    int32_t day;            /* ingest; DAY_NONE: the newest */
    struct text_list files; /* import: absolute paths; backup: the one file */
    struct import_task import;
    struct backfill_task backfill;
    struct token_task token;
};

/* Where a task has got to; for a progress line. total 0: not countable. */
struct task_progress {
    char what[120];
    int64_t done, total, records;
};

struct faq_workers;
struct task_setting {
    const struct config *config;
    struct store *store;
    struct fetcher *fetcher;     /* NULL: no daemon; the task speaks to arXiv itself */
    struct arxiv *arxiv;         /* the daemon's gate, or NULL */
    struct faq_workers *workers; /* woken for what was queued; NULL: there are none */
    struct stop *stop;
    void (*progress)(void *context, const struct task_progress *progress);
    void *context;
};

struct task_outcome {
    cJSON *report; /* the receiver frees it with json_done */
    enum exit_code code;
};

/* The form in which a task travels to the daemon, and back from it; ERR_INVALID says
 * what is wrong with it. The caller frees the tree with json_done. */
cJSON *task_json(const struct task *task);
NODISCARD bool task_read(const cJSON *object, struct arena *arena,
                         struct task *ret_task, struct err *err);

/* False: our own trouble; then the exit code is FAILED. */
NODISCARD bool task_run(const struct task *task, const struct task_setting *setting,
                        struct task_outcome *ret_outcome, struct err *err);

/* What the fetcher needs, from the configuration. */
struct ingest_options task_ingest_options(const struct task_setting *setting);

#endif
