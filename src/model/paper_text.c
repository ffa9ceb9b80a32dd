/* What title, abstract and comment tell besides: a link to code, a withdrawal. The
 * words looked for come from 120,000 real records. See paper.h. */
#include "model/paper.h"

#include <string.h>

enum { URL_MAX = 300 };

/* Where a link must start to be one to code, and not to the host's front page. */
static const char *const code_hosts[] = { "github.com/", "gitlab.com/",
                                          "huggingface.co/", "bitbucket.org/",
                                          "codeberg.org/" };

static bool is_url_char(char c)
{
    return char_is_letter(c) || char_is_digit(c) ||
           (c != '\0' && strchr("-._~/?#@!$&+=%:", c) != NULL);
}

/* The view of a code link at the start of `s`, behind its scheme; empty if there is
 * none. TeX's \_ inside goes on, its backslash is left out when the link is written. */
static struct str code_link(struct str s)
{
    for (size_t i = 0; i < COUNT_OF(code_hosts); i++) {
        struct str host = str_of(code_hosts[i]);
        if (!str_eq_nocase(str_upto(s, host.len), host))
            continue;
        size_t end = host.len;
        while (end < s.len && end < URL_MAX &&
               (is_url_char(s.ptr[end]) ||
                (s.ptr[end] == '\\' && end + 1 < s.len && is_url_char(s.ptr[end + 1]))))
            end++;
        while (end > host.len && strchr(".?!:/-~$&", s.ptr[end - 1]) != NULL)
            end--;
        return end > host.len ? str_upto(s, end) : str_upto(s, 0);
    }
    return str_upto(s, 0);
}

static bool is_link_start(struct str text, size_t at)
{
    if (at == 0)
        return true;
    char before = text.ptr[at - 1];
    return !char_is_letter(before) && !char_is_digit(before) && before != '.' &&
           before != '-' && before != '@';
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
    for (size_t i = 0; i < text.len; i++) {
        struct str rest = str_from(text, i);
        if (!is_link_start(text, i))
            continue;
        str_skip(&rest, LIT("www."));
        struct str link = code_link(rest);
        if (link.len > 0)
            return write_link(arena, link);
    }
    return NULL;
}

const char *paper_code_url(struct arena *arena, const char *abstract,
                           const char *comment)
{
    const char *url = find_code(arena, str_of(abstract));
    return url ? url : find_code(arena, str_of(comment));
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
