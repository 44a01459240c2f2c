-- rows: one
select tenants.accept_invitation($1, $2) as role;
