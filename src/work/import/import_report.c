/* See import_report.h. */
#include "work/import/import_report.h"

#include <string.h>

static void add_error(struct import_report *report, struct arena *arena,
                      const char *where, struct str why)
{
    if (report->errors.count == IMPORT_ERRORS_MAX)
        return;
    struct import_error error = { where, arena_text(arena, why) };
    ARENA_PUSH(arena, &report->errors, error);
}

void import_report_error(struct import_report *report, struct arena *arena,
                         const char *file, const char *where, const char *why)
{
    report->skipped++;
    add_error(report, arena, arena_printf(arena, "%s:%s", file, where), str_of(why));
}

void import_report_refuse(struct import_report *report, struct arena *arena,
                          const char *file, const char *why)
{
    struct str words = str_of(why);
    if (str_skip(&words, str_of(file)))
        (void)(str_skip(&words, LIT(": ")) || str_skip(&words, LIT(" ")));
    report->refused++;
    add_error(report, arena, arena_text(arena, str_of(file)), words);
}

static struct import_reason *find_reason(struct import_report *report, const char *why)
{
    for (size_t i = 0; i < report->reasons.count; i++)
        if (strcmp(report->reasons.items[i].why, why) == 0)
            return &report->reasons.items[i];
    return NULL;
}

void import_report_skip(struct import_report *report, struct arena *arena,
                        const char *why, int64_t count)
{
    static const char others[] = "other reasons";
    struct import_reason *reason = find_reason(report, why);
    if (reason == NULL && report->reasons.count >= IMPORT_REASONS_MAX) {
        why = others;
        reason = find_reason(report, why);
    }
    if (reason == NULL) {
        const struct import_reason fresh = { arena_text(arena, str_of(why)), 0 };
        ARENA_PUSH(arena, &report->reasons, fresh);
        reason = &report->reasons.items[report->reasons.count - 1];
    }
    reason->count += count;
    report->skipped += count;
}

void import_report_add(struct import_report *report, struct arena *arena,
                       const struct import_report *part)
{
    report->added += part->added;
    report->changed += part->changed;
    report->unchanged += part->unchanged;
    report->duplicate += part->duplicate;
    report->refused += part->refused;
    for (size_t i = 0; i < part->reasons.count; i++)
        import_report_skip(report, arena, part->reasons.items[i].why,
                           part->reasons.items[i].count);
}
