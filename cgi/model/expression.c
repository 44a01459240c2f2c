/* Expressions are read by recursive descent here, into steps for expression_value.c. */
#include "model/expression.h"

#include <ctype.h>
#include <math.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/ctx.h"
#include "base/str.h"
#include "model/expression_step.h"

#define NAME_BYTES_MAX 255
#define ARGUMENTS_MAX 8

struct parser {
    struct ctx *c;
    const char *path, *text;
    const char *at; /* what is next */
    unsigned depth;
    bool failed;
    struct expression *e;
    struct expression_step *steps;
};

static const struct function {
    const char *name;
    enum step_kind kind;
    unsigned least, most;
} functions[] = {
    { "abs", STEP_ABS, 1, 1 },
    { "max", STEP_MAX, 1, ARGUMENTS_MAX },
    { "min", STEP_MIN, 1, ARGUMENTS_MAX },
    { "round", STEP_ROUND, 1, 2 },
};

static void read_sum(struct parser *p);

/* Only the first mistake is told: what follows it is seldom one. */
__attribute__((format(printf, 3, 4))) static void refuse(struct parser *p, const char *at,
                                                         const char *fmt, ...)
{
    size_t column = 1;
    va_list ap;

    if (p->failed)
        return;
    p->failed = true;
    for (const char *s = p->text; s < at; s++)
        column += ((unsigned char)*s & 0xc0) != 0x80;
    va_start(ap, fmt);
    ctx_invalid(p->c, p->path, "format", "column %zu: %s", column,
                arena_vprintf(p->c->arena, fmt, ap));
    va_end(ap);
}

static void skip_blanks(struct parser *p)
{
    p->at += strspn(p->at, " \t\r\n");
}

/* Takes the character when it is next. */
static bool take(struct parser *p, char want)
{
    skip_blanks(p);
    if (*p->at != want)
        return false;
    p->at++;
    return true;
}

static void add_step(struct parser *p, struct expression_step step)
{
    if (p->e->n_steps == EXPRESSION_STEPS_MAX)
        refuse(p, p->at, "there is too much in one expression");
    if (!p->failed)
        p->steps[p->e->n_steps++] = step;
}

static void add_metric(struct parser *p, const char *name)
{
    struct field_strs *metrics = &p->e->metrics;
    size_t i = 0;

    while (i < metrics->len && strcmp(metrics->data[i], name) != 0)
        i++;
    if (i == metrics->len && i < EXPRESSION_STEPS_MAX)
        metrics->data[metrics->len++] = name;
    add_step(p, (struct expression_step){ .kind = STEP_METRIC, .n = (unsigned)i });
}

static bool begins_name(char c)
{
    return c == '_' || isalpha((unsigned char)c) || (unsigned char)c >= 0x80;
}

static size_t name_length(const char *s)
{
    size_t n = 0;

    while (begins_name(s[n]) || s[n] == '.' || (s[n] >= '0' && s[n] <= '9'))
        n++;
    return n;
}

static size_t digits(const char *s)
{
    return strspn(s, "0123456789");
}

static size_t number_length(const char *s)
{
    size_t n = digits(s), exponent;

    if (s[n] == '.')
        n += 1 + digits(s + n + 1);
    if (s[n] == 'e' || s[n] == 'E') {
        exponent = 1 + (s[n + 1] == '+' || s[n + 1] == '-');
        if (digits(s + n + exponent))
            n += exponent + digits(s + n + exponent);
    }
    return n;
}

static void read_number(struct parser *p)
{
    const char *start = p->at;
    size_t n = number_length(start);
    struct expression_step step = { .kind = STEP_NUMBER };

    p->at += n;
    if (begins_name(*p->at) || *p->at == '.')
        refuse(p, start,
               "a number ends where a name begins: put a name like this in double quotes");
    else if (!str_to_double(arena_strndup(p->c->arena, start, n), &step.number))
        refuse(p, start, "this is not a number that can be reckoned with");
    add_step(p, step);
}

static void read_quoted(struct parser *p)
{
    const char *start = p->at++;
    struct str name = str_new(p->c->arena, EXPRESSION_BYTES_MAX + 1);

    for (;; p->at++) {
        if (!*p->at) {
            refuse(p, start, "the quoted name has no end");
            return;
        }
        if (*p->at == '"' && *++p->at != '"')
            break;
        str_addc(&name, *p->at);
    }
    if (!name.len || name.len > NAME_BYTES_MAX)
        refuse(p, start, name.len ? "the name is too long" : "the name is empty");
    add_metric(p, str_c(&name));
}

static const struct function *function_of(const char *name, size_t n)
{
    for (size_t i = 0; i < sizeof(functions) / sizeof(functions[0]); i++)
        if (strlen(functions[i].name) == n && memcmp(functions[i].name, name, n) == 0)
            return &functions[i];
    return NULL;
}

static void read_arguments(struct parser *p, const char *name, size_t length)
{
    const struct function *f = function_of(name, length);
    unsigned n = 0;

    if (!f)
        refuse(p, name, "there is no such function: take abs, max, min or round");
    do {
        read_sum(p);
        n++;
    } while (!p->failed && take(p, ','));
    if (!take(p, ')'))
        refuse(p, p->at, "a comma or ) is missing");
    if (p->failed || !f)
        return;
    if (n < f->least || n > f->most)
        refuse(p, name, f->most == 1 ? "%s takes one value" : "%s takes 1 to %u values", f->name,
               f->most);
    add_step(p, (struct expression_step){ .kind = f->kind, .n = n });
}

static void read_name(struct parser *p)
{
    const char *name = p->at;
    size_t n = name_length(name);

    p->at += n;
    if (take(p, '('))
        read_arguments(p, name, n);
    else if (n > NAME_BYTES_MAX)
        refuse(p, name, "the name is too long");
    else
        add_metric(p, arena_strndup(p->c->arena, name, n));
}

static void read_primary(struct parser *p)
{
    skip_blanks(p);
    if (take(p, '(')) {
        read_sum(p);
        if (!take(p, ')'))
            refuse(p, p->at, "a ) is missing");
    } else if (*p->at == '"') {
        read_quoted(p);
    } else if (begins_name(*p->at)) {
        read_name(p);
    } else if (digits(p->at) || (*p->at == '.' && digits(p->at + 1))) {
        read_number(p);
    } else {
        refuse(p, p->at, "a metric, a number or ( is wanted here");
    }
}

static void read_unary(struct parser *p)
{
    if (++p->depth > EXPRESSION_DEPTH_MAX) {
        refuse(p, p->at, "this is nested too deeply");
    } else if (take(p, '-')) {
        read_unary(p);
        add_step(p, (struct expression_step){ .kind = STEP_NEGATE });
    } else {
        read_primary(p);
    }
    p->depth--;
}

static void read_product(struct parser *p)
{
    read_unary(p);
    while (!p->failed) {
        enum step_kind kind = take(p, '*') ? STEP_TIMES : STEP_DIVIDE;

        if (kind == STEP_DIVIDE && !take(p, '/'))
            return;
        read_unary(p);
        add_step(p, (struct expression_step){ .kind = kind });
    }
}

static void read_sum(struct parser *p)
{
    read_product(p);
    while (!p->failed) {
        enum step_kind kind = take(p, '+') ? STEP_PLUS : STEP_MINUS;

        if (kind == STEP_MINUS && !take(p, '-'))
            return;
        read_product(p);
        add_step(p, (struct expression_step){ .kind = kind });
    }
}

static const char *trimmed(struct arena *a, const char *text)
{
    size_t n;

    text += strspn(text, " \t\r\n");
    n = strlen(text);
    while (n && strchr(" \t\r\n", text[n - 1]))
        n--;
    return arena_strndup(a, text, n);
}

static void read_whole(struct parser *p)
{
    read_sum(p);
    skip_blanks(p);
    if (*p->at)
        refuse(p, p->at, "an operator is wanted here");
    if (!p->e->metrics.len)
        refuse(p, p->text, "it names no metric");
}

const struct expression *expression_read(struct ctx *c, const char *path, const char *text)
{
    struct expression *e = arena_one(c->arena, struct expression);
    struct parser p = { .c = c, .path = path, .text = text, .at = text, .e = e };

    if (strlen(text) > EXPRESSION_BYTES_MAX) {
        ctx_invalid(c, path, "too_long", "must have at most %d bytes", EXPRESSION_BYTES_MAX);
        return NULL;
    }
    p.steps = arena_array(c->arena, struct expression_step, EXPRESSION_STEPS_MAX);
    e->metrics.data = arena_array(c->arena, const char *, EXPRESSION_STEPS_MAX);
    e->steps = p.steps;
    e->text = trimmed(c->arena, text);
    read_whole(&p);
    return p.failed ? NULL : e;
}
