-- rows: optional read
select user_id, email, seed, generation, recent, alive from lookup.session_secret($1);
