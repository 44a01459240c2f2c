-- rows: none
insert into tenants.member (tenant_id, user_id, role) values ($1, $2, $3);
