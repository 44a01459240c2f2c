/* Texts are kept here. */
#include "model/kept.h"

#include "base/arena.h"
#include "base/cache.h"
#include "base/crypto.h"
#include "base/ctx.h"

/* Raised when the same question gets another text from other code. */
#define TEXT_FORM "1"
#define FACTS_MAX ((size_t)64 << 10)
#define KEEP_SECONDS 86400

struct str kept_facts(struct ctx *c)
{
    struct str facts = str_new(c->arena, FACTS_MAX);

    kept_fact(&facts, TEXT_FORM);
    kept_fact(&facts, c->who.tenant_id);
    return facts;
}

/* Behind its length, so that no two lists look alike. */
void kept_fact(struct str *facts, const char *text)
{
    if (text)
        str_printf(facts, "%zu:%s,", strlen(text), text);
    else
        str_adds(facts, "-,");
}

const char *kept_key(struct ctx *c, const struct str *facts)
{
    char *key;

    if (facts->overflow)
        return NULL;
    key = arena_alloc(c->arena, SHA256_HEX + 1);
    crypto_sha256_hex(facts->data, facts->len, key);
    return key;
}

static const char *cache_key(struct ctx *c, const char *key)
{
    return arena_printf(c->arena, "answer:%s", key);
}

const char *kept_get(struct ctx *c, const char *key, size_t *n_r)
{
    return key ? cache_get(c->cache, c->arena, cache_key(c, key), n_r) : NULL;
}

void kept_set(struct ctx *c, const char *key, const char *text, size_t n)
{
    if (key)
        cache_set(c->cache, cache_key(c, key), text, n, KEEP_SECONDS);
}
