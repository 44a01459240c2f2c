-- rows: optional read
-- Who signs in with this address, with the hash of the password.
select id, email, name, password_hash, created_at from lookup.user_by_email($1);
