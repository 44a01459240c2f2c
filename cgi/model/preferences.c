/* Preferences are read and stored here. */
#include "model/preferences.h"

#include "base/ctx.h"
#include "base/db.h"
#include "base/rowmap.h"
#include "base/str.h"
#include "sql/registry.h"

static const char *const themes[] = { "mint", "warm", "neon", "ember", NULL };
static const char *const schemes[] = { "light", "dark", "system", NULL };
static const char *const locales[] = { "en", "fr", "ar", NULL };

const struct field preferences_fields[] = {
    FIELD(struct preferences, theme, "theme", FIELD_STR, 0, .choices = themes),
    FIELD(struct preferences, scheme, "scheme", FIELD_STR, 0, .choices = schemes),
    FIELD(struct preferences, locale, "locale", FIELD_STR, 0, .choices = locales),
    FIELD(struct preferences, timezone, "timezone", FIELD_STR, 0, .min = 1, .max = 64), FIELD_END
};

enum err preferences_get(struct ctx *c, struct preferences *preferences_r)
{
    const struct db_rows *rows;
    enum err e = db_query(c, &Q_USER_PREFERENCES, &rows, db_uuid(c->who.user_id));

    if (e == OK)
        row_read(c->arena, rows, 0, preferences_fields, preferences_r);
    return e;
}

/* "auto" is the browser's zone; any other is one that PostgreSQL knows. */
static enum err check_timezone(struct ctx *c, const char *timezone)
{
    const struct db_rows *rows;
    enum err e;

    if (!timezone || str_eq(timezone, "auto"))
        return OK;
    if ((e = db_query(c, &Q_USER_TIMEZONE_KNOWN, &rows, db_text(timezone))) != OK)
        return e;
    if (!str_eq(db_value(rows, 0, "known"), "t"))
        ctx_invalid(c, "timezone", "choice", "must be \"auto\" or a name like Europe/Paris");
    return ctx_check(c);
}

enum err preferences_set(struct ctx *c, const struct preferences *change,
                         struct preferences *preferences_r)
{
    const struct db_rows *rows;
    enum err e = check_timezone(c, change->timezone);

    if (e != OK)
        return e;
    e = db_query(c, &Q_USER_SET_PREFERENCES, &rows, db_uuid(c->who.user_id), db_text(change->theme),
                 db_text(change->scheme), db_text(change->locale), db_text(change->timezone));
    if (e == OK)
        row_read(c->arena, rows, 0, preferences_fields, preferences_r);
    return e;
}
