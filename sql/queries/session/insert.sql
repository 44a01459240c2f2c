-- rows: none
insert into auth.session (id, user_id, seed, user_agent, address, expires_at)
values ($1, $2, decode($3, 'hex'), $4, $5, $6);
