-- rows: one read
-- What event_ingest() must know of the own tenant.
select l.soft, l.hard, l.retention_days,
       array(select b.key from events.label b where b.tenant_id = app_tenant() order by b.position) as labels
from billing.limits_of(app_tenant()) l;
