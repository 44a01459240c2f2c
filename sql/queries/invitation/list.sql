-- rows: many read
select id, email, role, created_at, expires_at from tenants.invitation
where tenant_id = $1 and accepted_at is null and revoked_at is null and expires_at > now()
  and ($2::uuid is null or id < $2)
order by id desc
limit $3;
