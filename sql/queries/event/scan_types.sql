-- rows: many read
-- The same of some types ($7): $4 counts the events of those alone.
with edge as materialized (
    select coalesce((select s.id
                     from unnest($7::text[]) t (type)
                     cross join lateral (
                         select e.id from events.event e
                         where e.tenant_id = $1::uuid and e.type = t.type
                           and e.id < $2::uuid and e.id >= $3::uuid
                         order by e.id desc limit $4::bigint) s
                     order by s.id desc offset $4::bigint - 1 limit 1), $3::uuid) as id)
select edge.id as edge, p.id, p.type, p.source, p.user_id, p.value, p.occurred_at, p.received_at,
       p.payload, p.key_id, p.found
from edge
left join (
    select r.*, sum(coalesce(octet_length(r.payload), 0)) over (order by r.id desc) as bytes,
           count(*) over () as found
    from (select s.id, s.type, s.source, s.user_id, s.value::text, s.occurred_at,
                 events.time_of(s.id) as received_at, s.payload::text as payload, s.key_id
          from unnest($7::text[]) t (type)
          cross join lateral (
              select e.* from events.event e
              where e.tenant_id = $1::uuid and e.type = t.type
                and e.id < $2::uuid and e.id >= (select edge.id from edge)
              /*filter*/
              order by e.id desc limit $5::bigint) s
          order by s.id desc limit $5::bigint) r) p
    on p.bytes - coalesce(octet_length(p.payload), 0) < $6::bigint
order by p.id desc;
