/* Names and upload URLs of objects are checked here, for whatever store lies behind. */
#include "base/object.h"

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
#define PART_MAX 64

/* tenant/dataset/version: three parts of [0-9a-f-]. No dot, so no way up. */
static bool name_is_safe(const char *name)
{
    for (int part = 0; part < 3; part++) {
        size_t n = strspn(name, "0123456789abcdef-");

        if (!n || n > PART_MAX || name[n] != (part < 2 ? '/' : '\0'))
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

enum err object_check_url(struct ctx *c, const char *uri, int64_t now, const char **name_r)
{
    const char *at = uri + strlen(PREFIX), *name, *expires;
    char signature[SHA256_HEX];
    int64_t end;

    if (!str_starts(uri, PREFIX) || !(name = cut(c->arena, &at, "?expires=")) ||
        !name_is_safe(name) || !(expires = cut(c->arena, &at, "&signature=")) ||
        !str_to_int64(expires, &end) || strlen(at) != SHA256_HEX - 1)
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

enum err object_size(struct ctx *c, const char *name, int64_t *bytes_r)
{
    struct object_store *s = store_for(c, name);

    return s->methods->size(s, c, name, bytes_r);
}

enum err object_sync(struct ctx *c, const char *name)
{
    struct object_store *s = store_for(c, name);

    return s->methods->sync(s, c, name);
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

enum err object_room(struct ctx *c, int64_t bytes)
{
    return c->objects->methods->room(c->objects, c, bytes);
}

enum err object_remove(struct ctx *c, const char *name)
{
    struct object_store *s = store_for(c, name);

    return s->methods->remove(s, c, name);
}
