-- rows: one read
select r.id, r.received_at, r.way, r.key_id, r.raw, r.truncated, r.errors, r.replayed_id, r.replayed_at
from events.reject r
where r.tenant_id = $1::uuid and r.id = $2::uuid;
