-- rows: many read
-- The newest events; payloads up to $2 bytes.
select e.id, e.type, e.source, e.user_id, e.value::text as value, e.occurred_at,
       events.time_of(e.id) as received_at,
       case when octet_length(e.payload::text) <= $2::bigint then e.payload::text end as payload, e.key_id
from events.event e
where e.tenant_id = $1::uuid
order by e.id desc
limit $3::bigint;
