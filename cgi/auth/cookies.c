/* Cookies are given and taken back here. */
#include "auth/cookies.h"

#include "web/response.h"

/* The refresh token travels to the sign-in routes alone, under both of their addresses. */
static const char *const refresh_paths[] = { "/api/auth", "/api/v1/auth" };

static void set_refresh(struct request *r, const char *token, int64_t seconds)
{
    for (size_t i = 0; i < sizeof(refresh_paths) / sizeof(refresh_paths[0]); i++)
        response_cookie(r, "bw_refresh", token, refresh_paths[i], seconds);
}

void cookies_set(struct request *r, const struct tokens *t)
{
    response_cookie(r, "bw_session", t->access, "/", TOKEN_ACCESS_SECONDS);
    set_refresh(r, t->refresh, TOKEN_SESSION_SECONDS);
}

void cookies_drop(struct request *r)
{
    response_cookie(r, "bw_session", "", "/", 0);
    set_refresh(r, "", 0);
}

struct visit visit_of(const struct request *r)
{
    return (struct visit){ .address = r->address, .user_agent = request_header(r, "user-agent") };
}
