-- rows: optional read
select user_id, email, seed as seed_hex, generation, recent, alive from lookup.session_secret($1);
