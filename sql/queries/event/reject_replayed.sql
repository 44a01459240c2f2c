-- rows: none
update events.reject r set replayed_id = $3::uuid, replayed_at = now()
where r.tenant_id = $1::uuid and r.id = $2::uuid and r.replayed_id is null;
