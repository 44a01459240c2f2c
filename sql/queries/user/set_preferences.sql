-- rows: one
-- What is null stays. A time zone that PostgreSQL does not know is stored by nobody.
update auth.user
set theme = coalesce($2, theme), scheme = coalesce($3, scheme), locale = coalesce($4, locale),
    timezone = coalesce($5, timezone)
where id = $1
returning theme, scheme, locale, timezone;
