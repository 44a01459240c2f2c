-- rows: one read
select e.id, e.type, e.source, e.user_id, e.value::text, e.occurred_at,
       events.time_of(e.id) as received_at, e.payload::text as payload, e.key_id
from events.event e
where e.tenant_id = $1::uuid and e.id = $2::uuid;
