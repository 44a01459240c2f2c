-- rows: one read
select email, password_hash from lookup.own_password();
