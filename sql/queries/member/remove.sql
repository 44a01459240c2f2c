-- rows: one
-- $3 is the role that the decision was based on; $4 to $7 are the row of the log.
with gone as (
    delete from tenants.member
    where tenant_id = $1 and user_id = $2 and role = $3
    returning tenant_id, user_id
), told as (
    insert into tenants.audit (tenant_id, id, user_id, action, object, detail, request_id)
    select tenant_id, $4, $5, 'member.removed', user_id::text, $6, $7 from gone
)
select user_id from gone;
