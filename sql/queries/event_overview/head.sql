-- rows: one read
-- How far the numbers are: their version (null: there were no events), the topic's counter, the minute.
select now() as as_of, d.data_version::text as data_version, coalesce(l.seq, 0) as seq,
       extract(epoch from date_trunc('minute', now()))::bigint::text as minute
from (select) as one
left join events.tally y on y.tenant_id = $1::uuid
left join datasets.dataset d on d.tenant_id = $1::uuid and d.id = y.dataset_id
left join live.topic l on l.tenant_id = $1::uuid and l.topic = 'tenant:' || $1;
