-- rows: many read
select r.id, r.received_at, r.way, r.key_id, r.raw, r.truncated, r.errors, r.replayed_id, r.replayed_at
from events.reject r
where r.tenant_id = $1::uuid and ($2::uuid is null or r.id < $2)
order by r.id desc
limit $3::bigint;
