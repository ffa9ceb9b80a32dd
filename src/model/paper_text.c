/* What title, abstract and comment tell besides: a link to code, a withdrawal. The
 * words looked for come from 120,000 real records. See paper.h. */
#include "model/paper.h"

#include <string.h>

enum { URL_MAX = 300 };

/* What a link to code begins with; behind the slash something must follow. */
static const struct str code_hosts[] = { LIT("github.com"), LIT("gitlab.com"),
                                         LIT("huggingface.co"), LIT("bitbucket.org"),
                                         LIT("codeberg.org") };

static bool is_url_char(char c)
{
    return char_is_letter(c) || char_is_digit(c) ||
           (c != '\0' && strchr("-._~/?#@!$&+=%:", c) != NULL);
}

static bool ends_nocase(struct str s, struct str end)
{
    return s.len >= end.len && str_eq_nocase(str_from(s, s.len - end.len), end);
}

/* True where the text before a link may end. */
static bool is_link_edge(struct str before)
{
    if (str_ends(before, LIT("www.")))
        before.len -= 4;
    if (before.len == 0)
        return true;
    char last = before.ptr[before.len - 1];
    return !char_is_letter(last) && !char_is_digit(last) && last != '.' &&
           last != '-' && last != '@';
}

/* The bytes of the host that `text` ends with; 0 if it is none of code. */
static size_t code_host(struct str text)
{
    for (size_t i = 0; i < COUNT_OF(code_hosts); i++)
        if (ends_nocase(text, code_hosts[i]) &&
            is_link_edge(str_upto(text, text.len - code_hosts[i].len)))
            return code_hosts[i].len;
    return 0;
}

/* How much of `rest` belongs to a link. TeX's \_ goes on, its backslash is left out
 * when the link is written. */
static size_t link_end(struct str rest, size_t max)
{
    size_t end = 0;
    while (
        end < rest.len && end < max &&
        (is_url_char(rest.ptr[end]) || (rest.ptr[end] == '\\' && end + 1 < rest.len &&
                                        is_url_char(rest.ptr[end + 1]))))
        end++;
    while (end > 0 && strchr(".?!:/-~$&", rest.ptr[end - 1]) != NULL)
        end--;
    return end;
}

static const char *write_link(struct arena *arena, struct str link)
{
    char *url = arena_alloc(arena, sizeof "https://" + link.len);
    size_t len = sizeof "https://" - 1;
    memcpy(url, "https://", len);
    for (size_t i = 0; i < link.len; i++)
        if (link.ptr[i] != '\\')
            url[len++] = link.ptr[i];
    return url;
}

static const char *find_code(struct arena *arena, struct str text)
{
    for (size_t slash = str_find_char(text, '/'); slash < text.len;
         slash += 1 + str_find_char(str_from(text, slash + 1), '/')) {
        size_t host = code_host(str_upto(text, slash));
        struct str path = str_from(text, slash + 1);
        size_t end = host > 0 ? link_end(path, URL_MAX - host - 1) : 0;
        if (end > 0)
            return write_link(arena,
                              str_upto(str_from(text, slash - host), host + 1 + end));
    }
    return NULL;
}

const char *paper_code_url(struct arena *arena, const char *abstract,
                           const char *comment)
{
    const char *url = find_code(arena, str_of(abstract));
    return url ? url : find_code(arena, str_of(comment));
}

/* All phrases have this word in them, and few texts do. */
static bool speaks_of_withdrawal(struct str text)
{
    const struct str word = LIT("withdraw");
    for (size_t at = 0; at + word.len <= text.len; at++)
        if (char_lower(text.ptr[at]) == 'w' &&
            str_eq_nocase(str_upto(str_from(text, at), word.len), word))
            return true;
    return false;
}

/* True if `text` starts with `phrase` in any case, one space for a run of white space.
 */
static bool starts_phrase(struct str text, const char *phrase)
{
    for (; *phrase != '\0'; phrase++) {
        if (text.len == 0)
            return false;
        bool space = char_is_space(text.ptr[0]);
        if (*phrase == ' ' ? !space : char_lower(text.ptr[0]) != *phrase)
            return false;
        text = str_from(text, 1);
        while (space && text.len > 0 && char_is_space(text.ptr[0]))
            text = str_from(text, 1);
    }
    return text.len == 0 || !char_is_letter(text.ptr[0]);
}

static bool has_phrase(struct str text, const char *const *phrases, size_t count)
{
    if (!speaks_of_withdrawal(text))
        return false;
    for (size_t at = 0; at < text.len; at++) {
        bool edge = at == 0 || !char_is_letter(text.ptr[at - 1]);
        for (size_t i = 0; edge && i < count; i++)
            if (starts_phrase(str_from(text, at), phrases[i]))
                return true;
    }
    return false;
}

/* "withdrawn from IEEE Transactions" is a journal's affair. */
static bool opens_with_withdrawal(struct str note)
{
    static const char *const openings[] = { "withdrawn", "paper withdrawn",
                                            "article withdrawn",
                                            "submission withdrawn" };
    for (size_t i = 0; i < COUNT_OF(openings); i++) {
        struct str rest = str_trim(str_from(note, strlen(openings[i])));
        if (starts_phrase(note, openings[i]) && !starts_phrase(rest, "from"))
            return true;
    }
    return false;
}

bool paper_says_withdrawn(const char *abstract, const char *comment)
{
    static const char *const phrases[] = {
        "paper has been withdrawn",
        "paper is withdrawn",
        "paper was withdrawn",
        "paper is being withdrawn",
        "article has been withdrawn",
        "article is withdrawn",
        "submission has been withdrawn",
        "submission is withdrawn",
        "manuscript has been withdrawn",
        "manuscript is withdrawn",
        "preprint has been withdrawn",
        "work has been withdrawn",
        "withdrawn by the author",
        "withdrawn by the authors",
        "withdrawn by arxiv",
        "paper withdrawn by",
        "withdraw this paper",
        "withdraw the paper",
    };
    static const char *const notes[] = { "withdrawn due to", "withdrawn because" };
    struct str note = str_trim(str_of(comment));
    return opens_with_withdrawal(note) ||
           has_phrase(note, phrases, COUNT_OF(phrases)) ||
           has_phrase(note, notes, COUNT_OF(notes)) ||
           has_phrase(str_of(abstract), phrases, COUNT_OF(phrases));
}
