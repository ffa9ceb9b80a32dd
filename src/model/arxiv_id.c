/* Reading arXiv identifiers; see arxiv_id.h. */
#include "model/arxiv_id.h"

#include "base/clock.h"
#include "model/category.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

enum { FIVE_DIGITS_FROM = 1501, NEW_FROM = 704, OLD_TEXT_MAX = 200 };

static bool is_no_id(struct str text, struct err *err)
{
    bool printable = true;
    for (size_t i = 0; i < text.len; i++)
        printable &= text.ptr[i] >= ' ' && text.ptr[i] <= '~';
    struct str shown = printable && text.len <= 60 ? text : LIT("this");
    return err_set(
        err, ERR_INVALID,
        "“%.*s” is not an arXiv id; one looks like 2401.01234, 2401.01234v2 or "
        "math/0309136",
        STR_ARG(shown));
}

static bool skip_nocase(struct str *s, struct str prefix)
{
    if (!str_eq_nocase(str_upto(*s, prefix.len), prefix))
        return false;
    *s = str_from(*s, prefix.len);
    return true;
}

/* Takes the host and the first part of an arXiv address off *s. */
static bool skip_address(struct str *s)
{
    static const char *const kinds[] = { "abs",     "pdf", "html", "format",
                                         "e-print", "src", "ps" };
    struct str rest = *s;
    struct str host = str_cut(&rest, '/');
    bool ours = str_eq_nocase(host, LIT("arxiv.org")) ||
                (host.len > 10 &&
                 str_eq_nocase(str_from(host, host.len - 10), LIT(".arxiv.org")));
    struct str kind = str_cut(&rest, '/');
    for (size_t i = 0; ours && i < COUNT_OF(kinds); i++) {
        if (str_eq_nocase(kind, str_of(kinds[i]))) {
            *s = rest;
            return true;
        }
    }
    return false;
}

/* Takes what people paste around an id off both of its ends. */
static struct str bare_id(struct str text)
{
    struct str s = str_trim(text);
    if (!skip_nocase(&s, LIT("https://")))
        skip_nocase(&s, LIT("http://"));
    if (skip_address(&s)) {
        s = str_upto(s, str_find_char(s, '?'));
        s = str_upto(s, str_find_char(s, '#'));
        if (str_ends(s, LIT("/")))
            s.len--;
    } else if (!skip_nocase(&s, LIT("oai:arXiv.org:"))) {
        if (!skip_nocase(&s, LIT("doi.org/")) && !skip_nocase(&s, LIT("dx.doi.org/")))
            skip_nocase(&s, LIT("doi:"));
        skip_nocase(&s, LIT("10.48550/"));
    }
    if (skip_nocase(&s, LIT("arXiv:")) || skip_nocase(&s, LIT("arXiv.")))
        s = str_trim(s);
    s = str_upto(s, str_find(s, LIT(" ["))); /* arXiv:2401.01234v2 [cs.CL] */
    if (s.len > 4 && str_eq_nocase(str_from(s, s.len - 4), LIT(".pdf")))
        s.len -= 4;
    return s;
}

static bool has_only_digits(struct str s)
{
    return str_has_only(s, STR_DIGITS);
}

/* Takes "v2" off the end of *s. */
static bool cut_version(struct str *s, int *ret_version)
{
    size_t digits = 0;
    while (digits < s->len && char_is_digit(s->ptr[s->len - 1 - digits]))
        digits++;
    if (digits == s->len || char_lower(s->ptr[s->len - 1 - digits]) != 'v')
        return true;
    int64_t version = 0;
    struct err ignored;
    struct str number = str_from(*s, s->len - digits);
    if (number.len == 0 || number.ptr[0] == '0' ||
        !str_to_int(number, 1, ARXIV_VERSION_MAX, &version, &ignored))
        return false;
    s->len -= digits + 1;
    *ret_version = (int)version;
    return true;
}

/* The number behind up to seven digits, which were checked to be digits. */
static int number_of(struct str digits)
{
    int number = 0;
    for (size_t i = 0; i < digits.len; i++)
        number = number * 10 + (digits.ptr[i] - '0');
    return number;
}

static bool is_month(int year_month)
{
    return year_month % 100 >= 1 && year_month % 100 <= 12;
}

static bool read_new(struct str s, struct arxiv_id *ret_id)
{
    struct str serial = s;
    struct str month = str_cut(&serial, '.');
    bool stripped = month.len == 3 && serial.len == 4; /* 712.2114 */
    if ((month.len != 4 && !stripped) || !has_only_digits(month) ||
        !has_only_digits(serial) || serial.len < 4 || serial.len > 5)
        return false;
    int year_month = number_of(month), number = number_of(serial);
    bool five = year_month >= FIVE_DIGITS_FROM;
    if (year_month < NEW_FROM || !is_month(year_month) || number == 0 ||
        (!five && number > 9999))
        return false;
    snprintf(ret_id->key, sizeof ret_id->key, five ? "%04d.%05d" : "%04d.%04d",
             year_month, number);
    return true;
}

/* arXiv began in August 1991 and left this form in April 2007. */
static bool is_old_month(int year_month)
{
    return is_month(year_month) && (year_month >= 9108 || year_month < NEW_FROM);
}

static bool is_subject(struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!char_is_letter(s.ptr[i]) && s.ptr[i] != '-')
            return false;
    return s.len >= 2 && s.len <= 9;
}

static bool read_old(struct str s, struct arxiv_id *ret_id)
{
    struct str digits = s;
    struct str subject = str_cut(&digits, '/');
    bool dotted = str_find_char(subject, '.') < subject.len;
    struct str archive = str_cut(&subject, '.');
    const char *canonical = category_archive(archive);
    if (canonical == NULL || (dotted && !is_subject(subject)) || digits.len != 7 ||
        !has_only_digits(digits))
        return false;
    if (!is_old_month(number_of(str_upto(digits, 4))) ||
        number_of(str_from(digits, 4)) == 0)
        return false;
    snprintf(ret_id->key, sizeof ret_id->key, "%s/%.*s", canonical, STR_ARG(digits));
    return true;
}

bool arxiv_id_read(struct str text, struct arxiv_id *ret_id, struct err *err)
{
    struct arxiv_id id = { .version = 0 };
    if (text.len > OLD_TEXT_MAX)
        return is_no_id(text, err);
    struct str s = bare_id(text);
    if (!cut_version(&s, &id.version) || (!read_new(s, &id) && !read_old(s, &id)))
        return is_no_id(text, err);
    *ret_id = id;
    return true;
}

bool arxiv_id_is_canonical(struct str text)
{
    struct arxiv_id id;
    struct err ignored;
    return arxiv_id_read(text, &id, &ignored) && str_eq(text, str_of(id.key));
}

static bool is_listed(const struct arxiv_id *ids, size_t count,
                      const struct arxiv_id *id)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(ids[i].key, id->key) == 0)
            return true;
    return false;
}

bool arxiv_id_read_list(struct str text, size_t max, struct arena *arena,
                        struct arxiv_id **ret_ids, size_t *ret_count, struct err *err)
{
    struct arxiv_id *ids = NULL;
    size_t count = 0, capacity = 0;
    do {
        struct arxiv_id id;
        if (!arxiv_id_read(str_cut(&text, ','), &id, err))
            return false;
        if (is_listed(ids, count, &id))
            continue;
        if (count == max)
            return err_set(err, ERR_INVALID, "more than %zu ids in one list", max);
        ids = arena_grow(arena, ids, sizeof *ids, count, &capacity);
        ids[count++] = id;
    } while (text.len > 0);
    *ret_ids = ids;
    *ret_count = count;
    return true;
}

int32_t arxiv_id_month(const struct arxiv_id *id)
{
    const char *slash = strchr(id->key, '/');
    int year_month = number_of(str_upto(str_of(slash ? slash + 1 : id->key), 4));
    int year = year_month / 100;
    int century = slash != NULL && year >= 91 ? 1900 : 2000;
    int32_t day = DAY_NONE;
    bool valid = day_from_parts(century + year, year_month % 100, 1, &day);
    assert(valid);
    return day;
}

int arxiv_id_order(const char *key_a, const char *key_b)
{
    return strcmp(key_a, key_b); /* digits come before letters */
}
