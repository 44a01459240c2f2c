/* Cookies are given and taken back here. */
#include "auth/cookies.h"

#include "web/response.h"

/* The refresh token travels to the sign-in routes alone. */
#define REFRESH_PATH "/api/auth"

void cookies_set(struct request *r, const struct tokens *t)
{
    response_cookie(r, "bw_session", t->access, "/", TOKEN_ACCESS_SECONDS);
    response_cookie(r, "bw_refresh", t->refresh, REFRESH_PATH, TOKEN_SESSION_SECONDS);
}

void cookies_drop(struct request *r)
{
    response_cookie(r, "bw_session", "", "/", 0);
    response_cookie(r, "bw_refresh", "", REFRESH_PATH, 0);
}

struct visit visit_of(const struct request *r)
{
    return (struct visit){ .address = r->address, .user_agent = request_header(r, "user-agent") };
}
