-- rows: one
-- $4 is the role that the decision was based on.
update tenants.member set role = $3
where tenant_id = $1 and user_id = $2 and role = $4
returning user_id;
