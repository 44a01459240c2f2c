-- rows: one
insert into auth.user (id, email, name, password_hash) values ($1, $2, $3, $4)
returning id, email, name, created_at;
