-- rows: one
-- $4 is the role that the decision was based on; $5 to $8 are the row of the log.
with changed as (
    update tenants.member set role = $3
    where tenant_id = $1 and user_id = $2 and role = $4
    returning tenant_id, user_id
), told as (
    insert into tenants.audit (tenant_id, id, user_id, action, object, detail, request_id)
    select tenant_id, $5, $6, 'member.role', user_id::text, $7, $8 from changed
)
select user_id from changed;
