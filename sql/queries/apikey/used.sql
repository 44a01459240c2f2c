-- rows: none
update tenants.api_key set last_used_at = now()
where tenant_id = $1 and id = $2
  and coalesce(last_used_at < now() - interval '1 minute', true);
