-- rows: one
-- What is null stays.
update auth.user set name = coalesce($2, name), email = coalesce($3, email)
where id = $1
returning id, email, name, created_at;
