/* Names and upload URLs of objects are checked here, for whatever store lies behind. */
#include "base/object.h"

#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/crypto.h"
#include "base/ctx.h"
#include "base/hex.h"
#include "base/log.h"
#include "base/object_store.h"
#include "base/settings.h"
#include "base/str.h"

#define PREFIX "/objects/"
#define WORD_MAX 64
#define MISSING_NAMED 20

/* tenant/dataset/version: three parts of [0-9a-f-]. No dot, so no way up. */
static bool name_is_safe(const char *name)
{
    for (int part = 0; part < 3; part++) {
        size_t n = strspn(name, "0123456789abcdef-");

        if (!n || n > WORD_MAX || name[n] != (part < 2 ? '/' : '\0'))
            return false;
        name += n + 1;
    }
    return true;
}

/* Without a key nothing that is signed can ever be verified. */
static void upload_key(uint8_t key[32])
{
    if (settings.upload_key && hex_decode(settings.upload_key, key, 32))
        return;
    log_error("BELLWETHER_UPLOAD_KEY is not set: no upload can work");
    crypto_random(key, 32);
}

static void sign(struct arena *a, const char *name, int64_t expires_at, char hex[SHA256_HEX])
{
    const char *text = arena_printf(a, "PUT\n%s\n%lld", name, (long long)expires_at);
    uint8_t key[32], mac[SHA256_BYTES];

    upload_key(key);
    crypto_hmac_sha256(key, sizeof(key), text, strlen(text), mac);
    hex_encode(mac, sizeof(mac), hex);
}

char *object_upload_url(struct ctx *c, const char *name, int64_t expires_at)
{
    char signature[SHA256_HEX];

    if (!name_is_safe(name))
        BUG("object name \"%s\"", name);
    sign(c->arena, name, expires_at, signature);
    return arena_printf(c->arena, PREFIX "%s?expires=%lld&signature=%s", name,
                        (long long)expires_at, signature);
}

/* Takes what stands before `mark` off *at; NULL when there is no mark. */
static char *cut(struct arena *a, const char **at, const char *mark)
{
    const char *end = strstr(*at, mark);
    char *part;

    if (!end)
        return NULL;
    part = arena_strndup(a, *at, (size_t)(end - *at));
    *at = end + strlen(mark);
    return part;
}

/* The end of an upload URL: the signature, and perhaps the part. */
static bool cut_part(struct arena *a, const char **at, int64_t *part_r)
{
    char *signature = cut(a, at, "&part=");

    *part_r = 0;
    if (!signature)
        return true;
    if (!str_to_int64(*at, part_r) || *part_r < 1 || *part_r > OBJECT_PARTS || **at == '0')
        return false;
    *at = signature;
    return true;
}

enum err object_check_url(struct ctx *c, const char *uri, int64_t now, const char **name_r,
                          int64_t *part_r)
{
    const char *at = uri + strlen(PREFIX), *name, *expires;
    char signature[SHA256_HEX];
    int64_t end;

    if (!str_starts(uri, PREFIX) || !(name = cut(c->arena, &at, "?expires=")) ||
        !name_is_safe(name) || !(expires = cut(c->arena, &at, "&signature=")) ||
        !str_to_int64(expires, &end) || !cut_part(c->arena, &at, part_r) ||
        strlen(at) != SHA256_HEX - 1)
        return ctx_fail(c, ERR_URL_INVALID, "this is not an upload URL");
    sign(c->arena, name, end, signature);
    if (!crypto_equal(signature, at, SHA256_HEX - 1))
        return ctx_fail(c, ERR_URL_INVALID, "this upload URL was altered");
    if (end <= now)
        return ctx_fail(c, ERR_URL_INVALID, "this upload URL has expired");
    *name_r = name;
    return OK;
}

/* The store, after a look at the name that goes to it. */
static struct object_store *store_for(const struct ctx *c, const char *name)
{
    if (!name_is_safe(name))
        BUG("object name \"%s\"", name);
    return c->objects;
}

void object_close(struct object_store *s)
{
    if (s)
        s->methods->close(s);
}

enum err object_size(struct ctx *c, const char *name, int64_t *bytes_r, int64_t *parts_r)
{
    struct object_store *s = store_for(c, name);
    int64_t parts;

    return s->methods->size(s, c, name, bytes_r, parts_r ? parts_r : &parts);
}

enum err object_arrived(struct ctx *c, const char *name, struct object_part **list_r, size_t *n_r)
{
    struct object_store *s = store_for(c, name);

    return s->methods->arrived(s, c, name, list_r, n_r);
}

/* "2, 5, 6 and 3 more"; "" when none of 0, or of 1 to `parts`, is missing. */
static const char *missing_parts(struct arena *a, const struct object_part *list, size_t n,
                                 int64_t parts)
{
    struct str s = str_new(a, 1024);
    int64_t more = 0, named = 0;
    size_t at = 0;

    for (int64_t part = parts ? 1 : 0; part <= parts; part++) {
        while (at < n && list[at].part < part)
            at++;
        if (at < n && list[at].part == part)
            continue;
        if (named == MISSING_NAMED)
            more++;
        else
            str_printf(&s, "%s%" PRId64, named++ ? ", " : "", part);
    }
    if (more)
        str_printf(&s, " and %" PRId64 " more", more);
    return str_c(&s);
}

static enum err check_arrived(struct ctx *c, const char *name, int64_t parts)
{
    struct object_part *list;
    const char *missing;
    size_t n;
    enum err e = object_arrived(c, name, &list, &n);

    if (e != OK)
        return e;
    missing = missing_parts(c->arena, list, n, parts);
    if (!*missing)
        return OK;
    return parts ? ctx_fail(c, ERR_NOT_UPLOADED, "parts that are missing: %s", missing)
                 : ctx_fail(c, ERR_NOT_UPLOADED, "PUT the file to the upload URL first");
}

enum err object_take(struct ctx *c, const char *name, int64_t parts, int64_t *bytes_r)
{
    struct object_store *s = store_for(c, name);
    int64_t there;
    enum err e = object_size(c, name, bytes_r, &there);

    /* taken before by a request that ended before it could tell: go on there */
    if (e == ERR_NOT_FOUND) {
        memset(&c->problem, 0, sizeof(c->problem));
        e = check_arrived(c, name, parts);
    }
    if (e != OK || (e = s->methods->take(s, c, name, parts)) != OK ||
        (e = object_size(c, name, bytes_r, &there)) != OK)
        return e;
    return there == parts ? OK : ctx_fail(c, ERR_NOT_UPLOADED, "%" PRId64 " parts are here", there);
}

enum err object_forget(struct ctx *c, const char *name)
{
    struct object_store *s = store_for(c, name);

    return s->methods->forget(s, c, name);
}

static void close_stream(void *arg)
{
    struct object_stream *s = arg;

    s->close(s);
}

enum err object_open(struct ctx *c, const char *name, struct object_stream **stream_r)
{
    struct object_store *s = store_for(c, name);
    enum err e = s->methods->open(s, c, name, stream_r);

    if (e == OK)
        arena_defer(c->arena, close_stream, *stream_r);
    return e;
}

ssize_t object_read(void *stream, void *buf, size_t n)
{
    struct object_stream *s = stream;

    return s->read(s, buf, n);
}

bool object_rewind(void *stream)
{
    struct object_stream *s = stream;

    return s->rewind(s);
}

int64_t object_stream_bytes(const struct object_stream *s)
{
    return s->bytes;
}

enum err object_put(struct ctx *c, const char *name, int fd)
{
    struct object_store *s = store_for(c, name);

    return s->methods->put(s, c, name, fd);
}

enum err object_space(struct ctx *c, struct object_space *s_r)
{
    return c->objects->methods->space(c->objects, c, s_r);
}

enum err object_room(struct ctx *c, int64_t bytes)
{
    struct object_space space;

    /* a store that cannot be asked is not full for that reason */
    if (object_space(c, &space) != OK) {
        memset(&c->problem, 0, sizeof(c->problem));
        return OK;
    }
    if (space.free - space.reserved >= bytes)
        return OK;
    return ctx_fail(c, ERR_DISK_FULL,
                    "the disk is too full: %" PRId64 " bytes are free, %" PRId64
                    " of them stay free (BELLWETHER_DISK_RESERVE)",
                    space.free, space.reserved);
}

enum err object_remove(struct ctx *c, const char *name)
{
    struct object_store *s = store_for(c, name);

    return s->methods->remove(s, c, name);
}

enum err object_list(struct ctx *c, int64_t seconds, struct object_found **list_r, size_t *n_r)
{
    return c->objects->methods->list(c->objects, c, seconds, list_r, n_r);
}
