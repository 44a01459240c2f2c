-- rows: many read
-- The limits that the running month has reached and nobody was told of yet.
select m.tenant_id, m.month, m.used, l.soft, l.hard, k.kind
from (select s.tenant_id, s.month, sum(s.used)::bigint as used
      from billing.slot s
      where s.month = date_trunc('month', now() at time zone 'UTC')::date
      group by s.tenant_id, s.month) m
cross join lateral billing.limits_of(m.tenant_id) l
cross join lateral (values ('soft', l.soft), ('hard', l.hard)) as k (kind, most)
where m.used >= k.most and m.used > 0
  and not exists (select from billing.notice n
                  where n.tenant_id = m.tenant_id and n.month = m.month and n.kind = k.kind)
limit 1000;
