-- rows: many read
-- The newest $4 events before $2 (not before $3), in up to $5 bytes of payload but at least one.
select $3::uuid as edge, r.*
from (select n.*, sum(coalesce(octet_length(n.payload), 0)) over (order by n.id desc) as bytes,
             count(*) over () as found
      from (select e.id, e.type, e.source, e.user_id, e.value::text, e.occurred_at,
                   events.time_of(e.id) as received_at, e.payload::text as payload, e.key_id
            from events.event e
            where e.tenant_id = $1::uuid and e.id < $2::uuid and e.id >= $3::uuid
            order by e.id desc limit $4::bigint) n) r
where r.bytes - coalesce(octet_length(r.payload), 0) < $5::bigint
order by r.id desc;
