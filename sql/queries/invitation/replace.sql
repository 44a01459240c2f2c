-- rows: none
-- A new invitation takes the place of an open one to the same address.
update tenants.invitation set revoked_at = now()
where tenant_id = $1 and email_key = lower($2) and accepted_at is null and revoked_at is null;
