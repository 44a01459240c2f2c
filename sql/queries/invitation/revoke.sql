-- rows: one
-- $3 to $5 are the row of the log.
with ended as (
    update tenants.invitation set revoked_at = now()
    where tenant_id = $1 and id = $2 and accepted_at is null and revoked_at is null
    returning tenant_id, id, email
), told as (
    insert into tenants.audit (tenant_id, id, user_id, action, object, detail, request_id)
    select tenant_id, $3, $4, 'invitation.revoked', id::text, jsonb_build_object('email', email), $5
    from ended
)
select id from ended;
