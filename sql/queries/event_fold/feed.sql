-- rows: many read
-- role: bw_ingest
-- The newest events of some tenants above an id each, by the tenants' places; payloads up to $3 bytes.
select u.place, e.id, e.type, e.source, e.user_id, e.value::text as value, e.occurred_at,
       events.time_of(e.id) as received_at,
       case when octet_length(e.payload::text) <= $3::bigint then e.payload::text end as payload, e.key_id
from unnest($1::uuid[], $2::uuid[]) with ordinality as u (tenant_id, id, place)
cross join lateral (select * from events.event e
                    where e.tenant_id = u.tenant_id and e.id > u.id
                    order by e.id desc
                    limit $4::bigint) as e
order by u.place, e.id desc;
