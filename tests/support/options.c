/* See options.h. */
#include "options.h"

#include <signal.h>
#include <string.h>
#include <sys/prctl.h>

static const struct fake_option *option_named(const char *word,
                                              const struct fake_option *options,
                                              size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(word, options[i].name) == 0)
            return &options[i];
    return NULL;
}

static bool set_value(const struct fake_option *option, const char *value,
                      struct err *err)
{
    if (value == NULL)
        return err_set(err, ERR_INVALID, "%s needs a value", option->name);
    if (option->text != NULL)
        *option->text = value;
    return option->text != NULL ||
           str_to_int(str_of(value), 0, option->max, option->number, err) ||
           err_add(err, "%s", option->name);
}

bool fake_options_read(char **words, const struct fake_option *options, size_t count,
                       const char *usage, struct err *err)
{
    for (char **word = words; *word != NULL; word++) {
        const struct fake_option *option = option_named(*word, options, count);
        if (option == NULL)
            return err_set(err, ERR_INVALID, "unknown option %s\n%s", *word, usage);
        if (option->flag != NULL) {
            *option->flag = true;
            continue;
        }
        if (!set_value(option, word[1], err))
            return false;
        word++;
    }
    return true;
}

void fake_die_with_parent(void)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
}
