-- rows: one read
select id, email, name, created_at from auth.user where id = $1;
