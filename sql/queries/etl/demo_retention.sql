-- rows: none
-- The collector never sleeps: what it sends is kept for days, not for a year.
insert into billing.subscription (tenant_id, retention_days) values ($1, $2)
on conflict (tenant_id) do update
set retention_days = excluded.retention_days where billing.subscription.retention_days is null;
