/* The files of web/static and of KaTeX, embedded at build time (static.def, made by
 * cmake/static_files.cmake), as a table that is walked by path. */
#include "http/assets.h"

#include "base/hash.h"

#include <pthread.h>
#include <string.h>

static const struct asset assets[] = {
#define EMBED(stem, file, size, ...)                                                   \
    { .path = (file),                                                                  \
      .bytes = { (const char *)(const unsigned char[]){ __VA_ARGS__ 0 }, (size) } },
#include "static.def"
#undef EMBED
};

static const struct {
    struct str ending;
    const char *type;
} types[] = {
    { { ".css", 4 }, "text/css; charset=utf-8" },
    { { ".html", 5 }, "text/html; charset=utf-8" },
    { { ".ico", 4 }, "image/x-icon" },
    { { ".js", 3 }, "text/javascript; charset=utf-8" },
    { { ".json", 5 }, "application/json" },
    { { ".mjs", 4 }, "text/javascript; charset=utf-8" },
    { { ".png", 4 }, "image/png" },
    { { ".svg", 4 }, "image/svg+xml" },
    { { ".txt", 4 }, "text/plain; charset=utf-8" },
    { { ".webmanifest", 12 }, "application/manifest+json" },
    { { ".woff2", 6 }, "font/woff2" },
};

enum { VERSION_LEN = 8, KEEP_SECONDS = 86400 };

static char version[VERSION_LEN + 1];

const struct asset *asset_all(size_t *ret_count)
{
    *ret_count = COUNT_OF(assets);
    return assets;
}

static void make_version(void)
{
    uint64_t hash = HASH_START;
    for (size_t i = 0; i < COUNT_OF(assets); i++) {
        hash = hash_add(hash, str_of(assets[i].path));
        hash = hash_add(hash_add_int(hash, assets[i].bytes.len), assets[i].bytes);
    }
    snprintf(version, sizeof version, "%08x", (unsigned)(hash ^ hash >> 32));
}

const char *asset_version(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, make_version);
    return version;
}

static const struct asset *find_asset(struct str path)
{
    for (size_t i = 0; i < COUNT_OF(assets); i++)
        if (str_eq(str_of(assets[i].path), path))
            return &assets[i];
    return NULL;
}

static const char *asset_type(const struct asset *asset)
{
    for (size_t i = 0; i < COUNT_OF(types); i++)
        if (str_ends(str_of(asset->path), types[i].ending))
            return types[i].type;
    return "application/octet-stream";
}

/* Cuts "<8 hex digits>/" off *path. */
static bool cut_version(struct str *path, struct str *ret_version)
{
    struct str rest = *path;
    struct str first = str_cut(&rest, '/');
    if (first.len != VERSION_LEN || rest.len == 0 ||
        !str_has_only(first, "0123456789abcdef"))
        return false;
    *ret_version = first;
    *path = rest;
    return true;
}

bool asset_serve(void *context, const struct request *request,
                 struct response *response, struct err *err)
{
    (void)context;
    struct str path = str_of(request->arguments[0]), asked = { 0 };
    bool versioned = cut_version(&path, &asked);
    bool is_ours = versioned && str_eq(asked, str_of(asset_version()));
    const struct asset *asset = find_asset(path);
    if (asset == NULL)
        return err_set(err, ERR_NOT_FOUND, "there is no file of this name");
    response->content_type = asset_type(asset);
    buf_add(&response->body, asset->bytes);
    /* A page from before an update asks for an old version: it gets today's file, not
     * for ever. Variants by query or by foreign version are not worth the cache's room.
     */
    if (is_ours)
        response->cache_control = "public, max-age=31536000, immutable";
    response->lasting = true;
    if (request->param_count == 0 && (is_ours || !versioned))
        response->keep_seconds = KEEP_SECONDS;
    return true;
}
