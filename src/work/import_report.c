/* See import_report.h. */
#include "work/import_report.h"

#include <string.h>

void import_report_error(struct import_report *report, struct arena *arena,
                         const char *file, const char *where, const char *why)
{
    report->skipped++;
    if (report->errors.count == IMPORT_ERRORS_MAX)
        return;
    struct import_error error = {
        .where = arena_printf(arena, "%s:%s", file, where),
        .why = arena_text(arena, str_of(why)),
    };
    ARENA_PUSH(arena, &report->errors, error);
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
    for (size_t i = 0; i < part->reasons.count; i++)
        import_report_skip(report, arena, part->reasons.items[i].why,
                           part->reasons.items[i].count);
}
