-- rows: many read
-- The same of those that were received long after they had happened.
with edge as materialized (
    select coalesce((select e.id from events.event e
                     where e.tenant_id = $1::uuid and e.id < $2::uuid and e.id >= $3::uuid
                       and events.late(e.id, e.occurred_at)
                     order by e.id desc offset $4::bigint - 1 limit 1), $3::uuid) as id)
select edge.id as edge, p.id, p.type, p.source, p.user_id, p.value, p.occurred_at, p.received_at,
       p.payload, p.key_id, p.found
from edge
left join (
    select r.*, sum(coalesce(octet_length(r.payload), 0)) over (order by r.id desc) as bytes,
           count(*) over () as found
    from (select e.id, e.type, e.source, e.user_id, e.value::text, e.occurred_at,
                 events.time_of(e.id) as received_at, e.payload::text as payload, e.key_id
          from events.event e
          where e.tenant_id = $1::uuid and e.id < $2::uuid and e.id >= (select edge.id from edge)
            and events.late(e.id, e.occurred_at)
          /*filter*/
          order by e.id desc limit $5::bigint) r) p
    on p.bytes - coalesce(octet_length(p.payload), 0) < $6::bigint
order by p.id desc;
