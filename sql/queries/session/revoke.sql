-- rows: optional
-- Ends a person's session and says so in the log; both or, when it is not the person's, neither.
with ended as (
    update auth.session set revoked_at = now()
    where id = $1 and user_id = $2 and revoked_at is null
    returning id, user_id
)
insert into auth.audit (id, user_id, session_id, action, address, request_id)
select $3, user_id, id, $4, $5, $6 from ended
returning session_id;
