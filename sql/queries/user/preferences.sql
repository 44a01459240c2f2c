-- rows: one read
select theme, scheme, locale, timezone from auth.user where id = $1;
