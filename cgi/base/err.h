/* All the errors that Bellwether can answer, in one list: name, HTTP status, code, title.
 *
 * A function that can fail returns `enum err`, OK being 0; what went wrong is described in the
 * caller's `struct problem` (see ctx.h), which becomes the body of an RFC 9457 answer. BUG() is for
 * what only a mistake in the program can cause.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#define ERRORS(X)                                                                                  \
    X(ERR_BAD_JSON, 400, "bad_json", "The body is not JSON")                                       \
    X(ERR_BAD_QUERY, 400, "bad_query", "The query string cannot be read")                          \
    X(ERR_BAD_REQUEST, 400, "bad_request", "The request cannot be read")                           \
    X(ERR_TENANT_REQUIRED, 400, "tenant_required", "The request names no workspace")               \
    X(ERR_UNAUTHENTICATED, 401, "unauthenticated", "Sign in first")                                \
    X(ERR_BAD_CREDENTIALS, 401, "bad_credentials", "E-mail or password is wrong")                  \
    X(ERR_SESSION_REVOKED, 401, "session_revoked", "This session has ended")                       \
    X(ERR_FORBIDDEN, 403, "forbidden", "Not allowed")                                              \
    X(ERR_NOT_A_MEMBER, 403, "not_a_member", "Not a member of this workspace")                     \
    X(ERR_CROSS_ORIGIN, 403, "cross_origin", "The request comes from another site")                \
    X(ERR_SCOPE_MISSING, 403, "scope_missing", "The API key lacks the scope")                      \
    X(ERR_TENANT_SUSPENDED, 403, "tenant_suspended", "This workspace is suspended")                \
    X(ERR_REGISTRATION_CLOSED, 403, "registration_closed", "Registration is closed")               \
    X(ERR_URL_INVALID, 403, "url_invalid", "The URL is expired or was altered")                    \
    X(ERR_NOT_FOUND, 404, "not_found", "Not found")                                                \
    X(ERR_METHOD, 405, "method_not_allowed", "Method not allowed")                                 \
    X(ERR_CONFLICT, 409, "conflict", "Conflict")                                                   \
    X(ERR_EMAIL_TAKEN, 409, "email_taken", "This e-mail address is already registered")            \
    X(ERR_SLUG_TAKEN, 409, "slug_taken", "This slug is taken")                                     \
    X(ERR_ALREADY_MEMBER, 409, "already_member", "Already a member")                               \
    X(ERR_LAST_OWNER, 409, "last_owner", "The last owner cannot go")                               \
    X(ERR_IDEMPOTENCY_CONFLICT, 409, "idempotency_conflict",                                       \
      "This Idempotency-Key was used with another body")                                           \
    X(ERR_REPEATED, 409, "repeated", "This Idempotency-Key made the object before")                \
    X(ERR_ALREADY_UPLOADED, 409, "already_uploaded", "The file was uploaded before")               \
    X(ERR_NOT_UPLOADED, 409, "not_uploaded", "The file has not arrived")                           \
    X(ERR_BAD_STATE, 409, "bad_state", "Not possible in this state")                               \
    X(ERR_VERSION_PENDING, 409, "version_pending", "Another version is on its way")                \
    X(ERR_VERSION_GONE, 409, "version_gone", "The points of this version are gone")                \
    X(ERR_BUILT_IN, 409, "built_in", "This dataset is built in")                                   \
    X(ERR_FILE_GONE, 409, "file_gone", "The raw file is gone")                                     \
    X(ERR_INVITATION_OVER, 409, "invitation_over", "The invitation was used, revoked or is over")  \
    X(ERR_STALE, 412, "stale", "Somebody changed it in the meantime")                              \
    X(ERR_TOO_LARGE, 413, "too_large", "The body is too large")                                    \
    X(ERR_MEDIA_TYPE, 415, "media_type", "This media type is not understood here")                 \
    X(ERR_MISDIRECTED, 421, "misdirected", "This site does not answer to that host name")          \
    X(ERR_INVALID, 422, "invalid", "Some fields are not valid")                                    \
    X(ERR_IF_MATCH_REQUIRED, 428, "if_match_required", "If-Match is required")                     \
    X(ERR_RATE, 429, "rate_limited", "Too many requests")                                          \
    X(ERR_HARD_LIMIT, 429, "hard_limit_reached", "The plan's events of this month are used up")    \
    X(ERR_INTERNAL, 500, "internal", "Something is broken here")                                   \
    X(ERR_UNAVAILABLE, 503, "unavailable", "A part of the suite is away")                          \
    X(ERR_NO_TICK, 503, "no_tick", "Background work stands still")                                 \
    X(ERR_UNCERTAIN, 503, "uncertain", "It is not known whether this was stored")                  \
    X(ERR_DISK_FULL, 507, "disk_full", "The disk is full")

#define ERR_ENUM(name, status, code, title) name,
enum err { OK = 0, ERRORS(ERR_ENUM) ERR_COUNT };
#undef ERR_ENUM

/* The error of that code ("not_found"), or ERR_INTERNAL when there is none. */
enum err err_by_code(const char *code);

int err_status(enum err e);
const char *err_code(enum err e);
const char *err_title(enum err e);

/* Logs and aborts: something happened that the code had ruled out. */
#define BUG(...) err_bug(__FILE__, __LINE__, __VA_ARGS__)
void err_bug(const char *file, int line, const char *fmt, ...)
    __attribute__((noreturn, format(printf, 3, 4)));

#endif
