-- rows: one read
-- The numbers, and by one snapshot with them the counter of the topic.
select now() as as_of, coalesce(l.seq, 0) as seq, y.dataset_id, coalesce(y.events, 0) as total,
       coalesce(y.invalid, 0) as invalid, (o.segments -> 'hour' ->> 59)::bigint as this_minute,
       o.starts::text as starts, o.segments::text as segments, o.previous::text as previous,
       o.top_types::text as top_types
from events.overview($1::uuid, $2, now()) as o
left join events.tally y on y.tenant_id = $1::uuid
left join live.topic l on l.tenant_id = $1::uuid and l.topic = 'tenant:' || $1;
