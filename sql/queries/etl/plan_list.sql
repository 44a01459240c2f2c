-- rows: many read
select p.name, coalesce(p.soft::text, 'none') as soft, coalesce(p.hard::text, 'none') as hard,
       p.retention_days,
       (select count(*) from tenants.tenant t
        where coalesce((select s.plan from billing.subscription s where s.tenant_id = t.id),
                       'free') = p.name) as tenants
from billing.plan p
order by p.name;
