-- rows: none
insert into auth.audit (id, user_id, session_id, action, address, request_id)
values ($1, $2, $3, $4, $5, $6);
