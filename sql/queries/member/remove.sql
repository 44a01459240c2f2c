-- rows: one
-- $3 is the role that the decision was based on.
delete from tenants.member
where tenant_id = $1 and user_id = $2 and role = $3
returning user_id;
