/* Registering, signing in, staying signed in, signing out. */
#include "model/signin.h"

#include "auth/cookies.h"
#include "auth/routes.h"
#include "base/settings.h"
#include "web/bind.h"
#include "web/response.h"

static const struct field registration_fields[] = {
    FIELD(struct registration, email, "email", FIELD_STR, FIELD_REQUIRED),
    FIELD(struct registration, password, "password", FIELD_STR, FIELD_REQUIRED),
    FIELD(struct registration, name, "name", FIELD_STR, FIELD_REQUIRED, .min = 1,
          .max = NAME_MAX_CHARS),
    FIELD(struct registration, workspace, "workspace", FIELD_STR, FIELD_NULLABLE, .min = 1,
          .max = NAME_MAX_CHARS),
    FIELD(struct registration, invitation, "invitation", FIELD_STR, FIELD_NULLABLE, .min = 1,
          .max = 64),
    FIELD_END
};

struct login {
    const char *email, *password;
    bool token;
};
static const struct field login_fields[] = {
    FIELD(struct login, email, "email", FIELD_STR, FIELD_REQUIRED, .min = 1, .max = EMAIL_MAX),
    FIELD(struct login, password, "password", FIELD_STR, FIELD_REQUIRED, .min = 1,
          .max = PASSWORD_MAX),
    FIELD(struct login, token, "token", FIELD_BOOL, 0), FIELD_END
};

struct refresh {
    const char *token;
};
static const struct field refresh_fields[] = {
    FIELD(struct refresh, token, "refreshToken", FIELD_STR, FIELD_REQUIRED, .min = 1, .max = 256),
    FIELD_END
};

/* What a person who is not signed in needs to know to draw the door. */
enum err auth_config(struct request *r)
{
    bool demo = settings.demo && user_may_sign_in(settings.demo_email);
    struct json_out *w = respond_json(r, 200);

    json_open(w, '{');
    json_key(w, "registration");
    json_str(w, settings.registration);
    json_key(w, "demoEmail");
    json_str(w, demo ? settings.demo_email : NULL);
    json_close(w, '}');
    return OK;
}

static void write_user(struct json_out *w, const struct user *u)
{
    json_key(w, "user");
    json_thing(w, user_fields, u);
}

static void write_tokens(struct json_out *w, const struct tokens *t)
{
    json_key(w, "accessToken");
    json_str(w, t->access);
    json_key(w, "refreshToken");
    json_str(w, t->refresh);
    json_key(w, "expiresIn");
    json_num(w, TOKEN_ACCESS_SECONDS);
}

enum err auth_register(struct request *r)
{
    struct registration in = { 0 };
    struct registered out = { 0 };
    struct visit v = visit_of(r);
    struct json_out *w;
    uint64_t sent;
    enum err e = bind_object(&r->ctx, r->json, registration_fields, "", &in, &sent);

    if (e == OK || e == ERR_INVALID) {
        registration_check(&r->ctx, &in);
        e = ctx_check(&r->ctx);
    }
    if (e != OK || (e = registration_run(&r->ctx, &in, &v, &out)) != OK)
        return e;
    cookies_set(r, &out.tokens);
    w = respond_json(r, 201);
    json_open(w, '{');
    write_user(w, &out.user);
    json_key(w, "tenant");
    json_thing(w, tenant_fields, &out.tenant);
    json_close(w, '}');
    return OK;
}

enum err auth_login(struct request *r)
{
    struct login in = { 0 };
    struct visit v = visit_of(r);
    struct tokens tokens;
    struct user user;
    struct json_out *w;
    uint64_t sent;
    enum err e = bind_object(&r->ctx, r->json, login_fields, "", &in, &sent);

    if (e != OK || (e = signin(&r->ctx, in.email, in.password, &v, &user, &tokens)) != OK)
        return e;
    if (!in.token)
        cookies_set(r, &tokens);
    w = respond_json(r, 200);
    json_open(w, '{');
    write_user(w, &user);
    if (in.token)
        write_tokens(w, &tokens);
    json_close(w, '}');
    return OK;
}

/* A program sends its token in the body, a browser in its cookie. */
static enum err refresh_token(struct request *r, const char **token_r, bool *cookie_r)
{
    struct refresh in = { 0 };
    const struct json *body;
    uint64_t sent;
    enum err e;

    *cookie_r = r->body_len == 0;
    if (*cookie_r) {
        *token_r = request_cookie(r, "bw_refresh");
        return *token_r ? OK : ctx_fail(&r->ctx, ERR_UNAUTHENTICATED, "there is no refresh token");
    }
    if ((e = json_parse(&r->ctx, r->body, r->body_len, &body)) != OK)
        return e;
    e = bind_object(&r->ctx, body, refresh_fields, "", &in, &sent);
    *token_r = in.token;
    return e;
}

enum err auth_refresh(struct request *r)
{
    struct visit v = visit_of(r);
    struct tokens tokens;
    struct json_out *w;
    const char *token;
    bool cookie;
    enum err e = refresh_token(r, &token, &cookie);

    if (e == OK)
        e = session_refresh(&r->ctx, token, &v, &tokens);
    if (cookie && err_status(e) == 401)
        cookies_drop(r);
    if (e != OK)
        return e;
    if (cookie) {
        cookies_set(r, &tokens);
        respond_empty(r, 204);
        return OK;
    }
    w = respond_json(r, 200);
    json_open(w, '{');
    write_tokens(w, &tokens);
    json_close(w, '}');
    return OK;
}

/* The access token may have expired an hour ago: then the refresh token tells who it is. */
static enum err who_leaves(struct request *r)
{
    const char *refresh = request_cookie(r, "bw_refresh");

    if (r->ctx.who.session_id)
        return OK;
    if (!refresh)
        return ctx_fail(&r->ctx, ERR_UNAUTHENTICATED, "nobody is signed in");
    return session_recognise(&r->ctx, refresh);
}

/* Who is not signed in any more has what was asked for. */
static enum err leave(struct request *r, enum err e)
{
    if (e != OK && err_status(e) != 401 && e != ERR_NOT_FOUND)
        return e;
    r->ctx.problem = (struct problem){ 0 };
    cookies_drop(r);
    respond_empty(r, 204);
    return OK;
}

enum err auth_logout(struct request *r)
{
    struct visit v = visit_of(r);
    enum err e = who_leaves(r);

    if (e == OK)
        e = session_end(&r->ctx, r->ctx.who.session_id, &v);
    return leave(r, e);
}

enum err auth_logout_all(struct request *r)
{
    struct visit v = visit_of(r);
    enum err e = who_leaves(r);

    return e == OK ? leave(r, session_end_all(&r->ctx, &v)) : e;
}
